"""Many clerks upload within a minute: what each of them gets, when, and how fast the bot spoke.

    uv run python -m benchmarks.load [--clerks 200] [--seconds 60]

Starts the whole service with a sandbox of so many clerks, each of a unit of its own, who upload an
invented Word report at even intervals. Prints the median and the 95 % quantile of the seconds from
upload to the first answer and to the result, and how many messages the server counted in any one
second. Exits with 1 where somebody got no result or more than one message, or a limit of Telegram
was broken. How long a single upload takes on an idle machine: `benchmarks.speed`.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import httpx
from rich.console import Console
from rich.table import Table

from app.demonstration import further_unit
from bot.pace import OVERALL
from tests.e2e.service import PATIENCE, is_final, running_service
from tests.parsing.specimen import Specimen, consistent_cells

QUIET_SECONDS = 2.0
"""Nothing may come any more in this time after the last result."""


@dataclass
class Clerk:
    """One clerk's upload: seconds of a monotonic clock; `heard` is all that the bot has said."""

    key: str
    sent: float = 0.0
    first: float | None = None
    result: float | None = None
    heard: list[dict[str, Any]] = field(default_factory=list)

    def hear(self, messages: list[dict[str, Any]], now: float) -> None:
        self.heard = [message for message in messages if message["from"] == "bot"]
        if self.heard and self.first is None:
            self.first = now
        if any(is_final(message) for message in self.heard) and self.result is None:
            self.result = now


@dataclass(frozen=True)
class Outcome:
    """What all clerks got, and what the server counted (`/api/traffic`)."""

    clerks: list[Clerk]
    traffic: dict[str, int]

    @property
    def served(self) -> int:
        """How many got exactly one message, which is a result."""
        return sum(len(c.heard) == 1 and is_result(c.heard[0]) for c in self.clerks)

    @property
    def keeps_limits(self) -> bool:
        counted = self.traffic
        return counted["peak_second"] <= OVERALL and counted["peak_second_in_one_chat"] <= 1


def is_result(message: dict[str, Any]) -> bool:
    text: str = message["text"]
    return text.startswith(("可以发。", "改 ", "没有必须改的"))


async def load(url: str, count: int, seconds: float) -> Outcome:
    """Has the clerks upload to a running service that seats them; ends when nothing comes any more.
    Raises TimeoutError where the results stay away for long."""
    clerks = [Clerk(f"clerk{n}") for n in range(1, count + 1)]
    reports = invented([clerk.key for clerk in clerks])
    async with httpx.AsyncClient(base_url=url, timeout=PATIENCE, trust_env=False) as http:
        revisions = (await http.get("/api/changes")).json()
        uploads = [
            asyncio.create_task(_upload(http, clerk, reports[clerk.key], n * seconds / count))
            for n, clerk in enumerate(clerks)
        ]
        async with asyncio.timeout(seconds + PATIENCE):
            await _follow(http, {clerk.key: clerk for clerk in clerks}, revisions)
        await asyncio.gather(*uploads)
        traffic: dict[str, int] = (await http.get("/api/traffic")).json()
    return Outcome(clerks, traffic)


def invented(keys: Sequence[str]) -> dict[str, bytes]:
    """A report for each clerk's unit: one document, in which only the unit differs."""
    anyone = further_unit("clerk0")
    document = Specimen(anyone, 2025, "2021", consistent_cells("2021", 1), {}).docx()
    return {key: _renamed(document, anyone, further_unit(key)) for key in keys}


def _renamed(document: bytes, old: str, new: str) -> bytes:
    renamed = BytesIO()
    with zipfile.ZipFile(BytesIO(document)) as parts, zipfile.ZipFile(renamed, "w") as target:
        for part in parts.infolist():
            content = parts.read(part)
            target.writestr(part, content.replace(old.encode(), new.encode()))
    return renamed.getvalue()


async def _upload(http: httpx.AsyncClient, clerk: Clerk, content: bytes, delay: float) -> None:
    await asyncio.sleep(delay)
    clerk.sent = time.monotonic()
    files = {"file": ("年报.docx", content)}
    (await http.post(f"/api/seats/{clerk.key}/files", files=files)).raise_for_status()


async def _follow(
    http: httpx.AsyncClient, clerks: dict[str, Clerk], changes: dict[str, Any]
) -> None:
    """Reads each conversation whenever it has changed, until all have a result and are quiet."""
    revisions = {key: changes["seats"][key]["revision"] for key in clerks}
    while True:
        is_over = all(clerk.result is not None for clerk in clerks.values())
        try:
            answer = await http.get(
                "/api/changes",
                params={"since": changes["revision"]},
                timeout=QUIET_SECONDS if is_over else PATIENCE,
            )
        except httpx.ReadTimeout:
            return
        changes, now = answer.json(), time.monotonic()
        for key, clerk in clerks.items():
            revision = changes["seats"][key]["revision"]
            if revision != revisions[key] and changes["seats"][key]["from_bot"]:
                clerk.hear((await http.get(f"/api/seats/{key}/messages")).json(), now)
            revisions[key] = revision


def report(outcome: Outcome, workers: int) -> Table:
    clerks, counted = outcome.clerks, outcome.traffic
    table = Table(title=f"{len(clerks)} clerks, {workers} workers")
    for heading in ("", "median s", "95 % s", "max s"):
        table.add_column(heading, justify="right" if heading else "left")
    rows = {
        "first answer": [c.first - c.sent for c in clerks if c.first is not None],
        "result": [c.result - c.sent for c in clerks if c.result is not None],
    }
    for name, waits in rows.items():
        values = (median(waits), quantiles(waits, n=20)[-1], max(waits))
        table.add_row(name, *(f"{value:.2f}" for value in values))
    table.caption = (
        f"{outcome.served} of {len(clerks)} got exactly one result. Calls counted by the server: "
        f"{counted['calls']}, at most {counted['peak_second']} in a second (allowed {OVERALL}), "
        f"{counted['peak_second_in_one_chat']} in a second in one chat (allowed 1), "
        f"{counted['refused']} refused."
    )
    return table


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clerks", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    settings = {
        "NIANBAO_SANDBOX_CLERKS": str(arguments.clerks),
        "NIANBAO_WORKERS": str(arguments.workers),
    }
    with (
        tempfile.TemporaryDirectory() as home,
        running_service(Path(home), **settings) as service,
    ):
        # A worker that has judged nothing yet takes its time: the rules are read then.
        service.seat("clerk").submit("年报.docx", invented(["clerk1"])["clerk1"])
        outcome = asyncio.run(load(service.url, arguments.clerks, arguments.seconds))
    Console().print(report(outcome, arguments.workers))
    return 0 if outcome.served == arguments.clerks and outcome.keeps_limits else 1


if __name__ == "__main__":
    sys.exit(main())
