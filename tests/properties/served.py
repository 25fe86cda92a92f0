"""The whole product on a real socket, in a thread of its own, for clients that cannot wait."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass

from aiohttp import web

from bot.app import web_app
from bot.pretend import Template, pretend
from bot.settings import Config, LimitsConfig
from tests.turn.conftest import MONDAY

PATIENCE_SECONDS = 60
UNLIMITED = Config(limits=LimitsConfig(failed_tokens=10**9, calls_a_minute=10**9))
"""Here one address asks more than any honest one would."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    url: str
    loop: asyncio.AbstractEventLoop
    stop: asyncio.Event


@contextmanager
def served(template: Template) -> Iterator[str]:
    """The address of a fresh copy of the practice, served until the block ends."""
    ready: Future[Served] = Future()
    thread = threading.Thread(target=_run, args=(template, ready), daemon=True)
    thread.start()
    here = ready.result(timeout=PATIENCE_SECONDS)
    try:
        yield here.url
    finally:
        here.loop.call_soon_threadsafe(here.stop.set)
        thread.join(timeout=PATIENCE_SECONDS)


def _run(template: Template, ready: Future[Served]) -> None:
    try:
        asyncio.run(_serve(template, ready))
    except BaseException as error:
        if ready.done():
            raise
        ready.set_exception(error)  # raised where somebody waits for the address


async def _serve(template: Template, ready: Future[Served]) -> None:
    stop = asyncio.Event()
    async with pretend(UNLIMITED, MONDAY, template) as made:
        runner = web.AppRunner(web_app(made.parts, has_worker=False), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        loop = asyncio.get_running_loop()
        ready.set_result(Served(url=f"http://{host}:{port}", loop=loop, stop=stop))
        await stop.wait()
        await runner.cleanup()
