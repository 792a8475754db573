"""Logging for all processes: one line an event on standard error, and never a token."""

import logging
import re
import sys

_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")


class TokenFilter(logging.Filter):
    """Blots out anything that looks like a bot token, wherever in a record it stands."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if _TOKEN.search(message):
            record.msg, record.args = _TOKEN.sub("<token>", message), ()
        return True


class BriefFormatter(logging.Formatter):
    """Names the kind and the place of an error instead of printing a traceback: its text could
    quote a file."""

    def formatException(self, ei: object) -> str:  # noqa: N802 - the name is logging's
        if not isinstance(ei, tuple) or ei[0] is None:
            return ""
        trace = ei[2]
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else "?"
        return f"{ei[0].__name__} in {place}"


def set_up_logging(process: str) -> None:
    """Sends the log to standard error. httpx logs whole addresses, which hold the token."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        BriefFormatter(f"%(asctime)s {process} %(levelname)s %(name)s %(message)s")
    )
    handler.addFilter(TokenFilter())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for chatty in (
        "httpx",
        "httpcore",
        "apscheduler",
        "dramatiq",
        "telegram.ext",
        "alembic",
        "uvicorn",
    ):
        logging.getLogger(chatty).setLevel(logging.WARNING)
