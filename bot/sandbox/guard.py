"""Keeps other web pages out: only requests addressed to, and made from, this machine pass.

A page elsewhere could let its own host name resolve to 127.0.0.1 (the Host header then betrays it)
or post to loopback from afar (its Origin header does).
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


class LoopbackGuard:
    """ASGI middleware: refuses foreign requests with 403 and sets the headers of every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                named = {name.lower() for name, _ in message["headers"]}
                added = [pair for pair in _HEADERS if pair[0] not in named]
                message["headers"] = [*message["headers"], *added]
            await send(message)

        if is_local(Headers(scope=scope)):
            await self._app(scope, receive, send_guarded)
        else:
            refusal = JSONResponse({"error": "not_local"}, status_code=403)
            await refusal(scope, receive, send_guarded)


def is_local(headers: Headers) -> bool:
    """Whether Host names this machine and Origin, where given, is that very address."""
    host = headers.get("host", "")
    if _name(f"//{host}") not in LOCAL_NAMES:
        return False
    if headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        # Following a link to the page is harmless and needs no Origin; anything else is not.
        return headers.get("sec-fetch-mode") == "navigate" and "origin" not in headers
    origin = headers.get("origin")
    return origin is None or origin.lower() == f"http://{host.lower()}"


def _name(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
