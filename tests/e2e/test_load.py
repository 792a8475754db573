"""Many clerks at once: each gets one result, and Telegram's limits hold as the server counts."""

from benchmarks.load import load
from tests.e2e.conftest import FURTHER_CLERKS
from tests.e2e.service import Service

SECONDS = 6.0
"""As many uploads a second as 200 within a minute."""


async def test_every_clerk_gets_exactly_one_result_and_no_limit_is_broken(
    service: Service,
) -> None:
    outcome = await load(service.url, FURTHER_CLERKS, SECONDS)
    assert outcome.served == FURTHER_CLERKS, [clerk.heard for clerk in outcome.clerks]
    assert outcome.keeps_limits, outcome.traffic
    assert outcome.traffic["refused"] == 0
