"""Only this machine's own page and programs reach the sandbox."""

import socket

import httpx
import pytest

from bot.sandbox.server import HOST, Sandbox, bind_loopback, running_sandbox

FOREIGN = [
    {"host": "evil.example"},
    {"host": "evil.example:8787"},
    {"host": "127.0.0.1.evil.example"},
    {"host": "[::1"},
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:1"},
    {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
async def test_a_foreign_request_is_refused(
    headers: dict[str, str], person: httpx.AsyncClient
) -> None:
    assert (await person.get("/api/seats", headers=headers)).status_code == 403


async def test_the_pages_own_requests_and_links_to_it_pass(
    sandbox: Sandbox, person: httpx.AsyncClient
) -> None:
    here = {"origin": sandbox.url, "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"}
    linked = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    by_name = {"host": f"localhost:{sandbox.port}"}
    for headers in (here, linked, by_name):
        assert (await person.get("/", headers=headers)).status_code == 200


async def test_the_page_may_load_nothing_from_elsewhere(person: httpx.AsyncClient) -> None:
    page = await person.get("/")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"


async def test_the_server_listens_on_loopback_only_and_says_when_the_port_is_taken() -> None:
    async with running_sandbox() as sandbox:
        assert HOST == "127.0.0.1"
        with pytest.raises(OSError, match="in use"):
            bind_loopback(sandbox.port)


def test_answers_are_sent_without_waiting_for_more_to_send() -> None:
    """asyncio switches the delay off only for sockets that say they are TCP."""
    with bind_loopback(0) as bound:
        assert bound.proto == socket.IPPROTO_TCP
