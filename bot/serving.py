"""Runs the server until it is told to stop; what is half done is finished first."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
from typing import Literal, TypeAlias

from aiohttp import web

from bot.app import web_app
from bot.clock import SystemClock
from bot.dialogue import Flows
from bot.logs import set_up_logs
from bot.running import Running, running
from bot.settings import Settings
from bot.worker import working

Role: TypeAlias = Literal["all", "web", "worker"]
SHUTDOWN_SECONDS = 10.0
IDLE_SECONDS = 75.0
"""After which a connection is closed that has not sent a whole head of a request. It is more than
proxies keep an idle one for, and they must be the first to close it."""

logger = logging.getLogger(__name__)


def serve(
    settings: Settings, *, host: str, port: int, role: Role, flows: Flows | None = None
) -> None:
    """Serve until SIGTERM or SIGINT; on uvloop where there is one.

    `flows` are given by those who have loaded them already.
    """
    set_up_logs(settings.config.log_level)
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_serve(settings, host=host, port=port, role=role, flows=flows))


async def _serve(
    settings: Settings, *, host: str, port: int, role: Role, flows: Flows | None
) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    async with running(settings, SystemClock(), flows=flows) as parts:
        _spare_what_stays()
        if role == "worker":
            async with working(parts):
                logger.info("working")
                await stop.wait()
            return
        await _serve_web(parts, stop, host=host, port=port, has_worker=role == "all")


async def _serve_web(
    parts: Running, stop: asyncio.Event, *, host: str, port: int, has_worker: bool
) -> None:
    runner = web.AppRunner(
        web_app(parts, has_worker=has_worker),
        access_log=None,  # addresses and paths of people are nobody's business
        shutdown_timeout=SHUTDOWN_SECONDS,
        keepalive_timeout=IDLE_SECONDS,
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        for address in runner.addresses:
            logger.info("serving on http://%s:%s", *address[:2])
        await stop.wait()
    finally:
        await runner.cleanup()


def _spare_what_stays() -> None:
    """Take what the start has made out of garbage collection.

    Modules, flows and word lists are some 200,000 objects that live as long as the process;
    looking through them held every answer up for 0.2 s now and then.
    """
    gc.collect()
    gc.freeze()


def _loop_factory() -> type[asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:  # not built for Windows
        return None
    return uvloop.Loop
