"""Signing in by a provider of OpenID Connect that others wrote, run as a server of its own."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import aiohttp
import pytest

from bot.clock import ManualClock
from storage.database import Database
from tests.staff.provided import START, world_with
from tests.support.page_client import PageClient
from tests.support.ports import free_port


@pytest.fixture(scope="module")
def real_provider() -> Iterator[str]:
    """oidc-provider-mock as a process of its own; everybody of it is who they say."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                with urlopen(f"{url}/.well-known/openid-configuration", timeout=2):
                    break
            except (URLError, TimeoutError):
                assert time.monotonic() < deadline and server.poll() is None
                time.sleep(0.1)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=30)


async def test_a_real_provider_lets_its_person_in(
    real_provider: str, database: Database, clock: ManualClock, tmp_path: Path
) -> None:
    async with (
        world_with(real_provider, database, clock, tmp_path) as world,
        aiohttp.ClientSession() as at_provider,
    ):
        browser = PageClient(world.client)
        for sub, claims in (
            ("morag", {"email": world.near.worker.email, "email_verified": True}),
            ("unsure", {"email": world.near.manager.email, "email_verified": False}),
        ):
            async with at_provider.put(f"{real_provider}/users/{sub}", json=claims) as kept:
                assert kept.status == 204

        async def back(sub: str) -> str:
            begun = await world.client.get(START, allow_redirects=False)
            async with at_provider.post(
                begun.headers["Location"], data={"sub": sub}, allow_redirects=False
            ) as answer:
                address = urlsplit(answer.headers["Location"])
            return f"{address.path}?{address.query}"

        refused = await browser.get(await back("unsure"), status=422)
        assert "is not confirmed" in refused.text
        assert (await browser.get(await back("morag"))).path == "/staff/"
        assert "Morag of Near" in (await browser.get("/staff/account")).text
