"""How fast staff pages answer on a big database: `python -m tests.bench.staff_pages`.

Fills SQLite and PostgreSQL with the same 100,000 referrals and 1,000,000 messages, all at
practices of the one who is signed in, and fetches each page through the server. Prints the median
and the 95th percentile in milliseconds, the latter also of this process's own work, and how many
statements one page takes.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.clock import SystemClock
from bot.dialogue import load_flows
from bot.live import Live
from bot.settings import Config
from bot.staff.app import staff_app
from bot.staff.passwords import hash_password
from bot.web.assets import Assets
from storage.database import Database
from storage.keyring import Keyring
from tests.bench.staff_rows import Seed, fill_postgresql, fill_sqlite, settle
from tests.support.databases import postgres_server
from tests.support.page_client import Page, PageClient
from tests.support.statements import counted
from tests.support.world import settings_for

SECRET = "a key of the benchmark only"
PASSWORD = "heather and thistle"
LIMIT_MS = 100.0

Fetch = Callable[[], Awaitable[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """Milliseconds: `worked` is what this process computed, which a busy machine does not alter."""

    median: float
    slow: float
    worked: float
    statements: int


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--referrals", type=int, default=100_000)
    asked.add_argument("--messages", type=int, default=1_000_000)
    asked.add_argument("--times", type=int, default=60)
    asked.add_argument("--on", choices=("sqlite", "postgresql", "both"), default="both")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.on != "postgresql":
            url = f"sqlite+aiosqlite:///{folder}/bench.db"
            asyncio.run(_run(url, Path(folder), given))
        if given.on != "sqlite":
            with postgres_server(Keyring.from_secret(SECRET)) as server:
                url = server.copy()
                asyncio.run(_run(url, Path(folder), given))
                server.drop(url)


async def _run(url: str, folder: Path, given: argparse.Namespace) -> None:
    keyring = Keyring.from_secret(SECRET)
    database = Database.open(url, keyring)
    await database.upgrade()
    practices, staff = await settle(database, hash_password(PASSWORD))
    seed = Seed(
        keyring=keyring,
        dialect=database.engine.dialect,
        referrals=given.referrals,
        messages=given.messages,
        practice_ids=practices,
        staff_ids=staff,
    )
    began = time.perf_counter()
    if database.is_sqlite:
        fill_sqlite(database.engine.url.database or "", seed)
    else:
        await fill_postgresql(url, seed)
    took = time.perf_counter() - began
    print(f"{database.engine.dialect.name}: filled in {took:.0f} s", flush=True)
    async with _client(database, keyring, folder) as client:
        await _measure(database, PageClient(client), given.times)
    await database.close()


def _client(database: Database, keyring: Keyring, folder: Path) -> TestClient[Any, Any]:
    assets = Assets.load()
    desk = (database, SystemClock(), keyring, settings_for(folder), lambda: None, Live())
    app = web.Application()
    flows = load_flows([Config().flows_path()])
    app.add_subapp("/staff", staff_app(*desk, flows=flows, assets=assets))
    return TestClient(TestServer(app))


async def _measure(database: Database, browser: PageClient, times: int) -> None:
    client = browser.client
    page = await client.get("/staff/sign-in")
    html = await page.text()
    csrf = Page(200, "", html, {}).form("/sign-in").fields.get("csrf", "")
    fields = {"csrf": csrf, "email": "s0@bench.example", "password": PASSWORD}
    await client.post("/staff/sign-in", data=fields)
    inbox = await _text(client, "/staff/")
    csrf = Page(200, "", inbox, {}).form("/search").fields["csrf"]
    deep = "/staff/"
    for _ in range(19):
        deep = _next(await _text(client, deep))
    cases = [one.split('href="')[1].split('"')[0] for one in inbox.split("inbox__name")[1:]]

    def search(words: str) -> Fetch:
        return lambda: client.post("/staff/search", data={"csrf": csrf, "q": words})

    def get(*addresses: str) -> Fetch:
        every = iter(list(addresses) * (times + 1))
        return lambda: client.get(next(every))

    pages: dict[str, Fetch] = {
        "inbox": get("/staff/"),
        "inbox, page 20": get(deep),
        "inbox, mine": get("/staff/?whose=mine"),
        "inbox, nobody's": get("/staff/?whose=nobody"),
        "inbox, unread": get("/staff/?unread=1"),
        "inbox, snoozed": get("/staff/?snoozed=1"),
        "inbox, by need": get("/staff/?need=money"),
        "inbox, web chat": get("/staff/?channel=web"),
        "inbox, nothing fits": get("/staff/?channel=terminal"),
        "inbox, unread, a need": get("/staff/?unread=1&need=food"),
        "inbox, no such need": get("/staff/?need=other"),
        "inbox, none half-told": get("/staff/?status=collecting"),
        "inbox, closed, by phone": get("/staff/?status=closed&channel=terminal"),
        "inbox, closed": get("/staff/?status=closed"),
        "search, a name": search("jean broon"),
        "search, common words": search("leccy landlord"),
        "search, a number": search("000123"),
        "search, nobody": search("jean zebra"),
        "conversation": get(*cases),
    }
    print(f"{'page':24}{'p50 ms':>9}{'p95 ms':>9}{'p95 cpu':>9}{'statements':>12}")
    for name, fetch in pages.items():
        one = await _timed(database, fetch, times)
        mark = "" if one.slow < LIMIT_MS else "  over the limit"
        times_of = f"{one.median:9.1f}{one.slow:9.1f}{one.worked:9.1f}"
        print(f"{name:24}{times_of}{one.statements:12}{mark}", flush=True)


async def _text(client: TestClient[Any, Any], path: str) -> str:
    async with client.get(path) as answer:
        assert answer.status == 200, (path, answer.status)
        return await answer.text()


def _next(html: str) -> str:
    return (
        html.split(">\n  Next page")[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    )


async def _timed(database: Database, fetch: Fetch, times: int) -> Timed:
    """Fetch a page once for its statements, then `times` for its times."""
    with counted(database) as statements:
        await _done(fetch)
    gc.collect()
    took, ours = [], []
    for _ in range(times):
        began, worked = time.perf_counter(), time.process_time()
        await _done(fetch)
        took.append((time.perf_counter() - began) * 1000)
        ours.append((time.process_time() - worked) * 1000)
    return Timed(
        median=statistics.median(took),
        slow=statistics.quantiles(took, n=20)[-1],
        worked=statistics.quantiles(ours, n=20)[-1],
        statements=len(statements),
    )


async def _done(fetch: Fetch) -> None:
    async with await fetch() as answer:
        assert answer.status == 200, answer.status
        await answer.read()


if __name__ == "__main__":
    main()
