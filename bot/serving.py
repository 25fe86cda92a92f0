"""Runs the server until it is told to stop; what is half done is finished first."""

from __future__ import annotations

import asyncio
import errno
import gc
import logging
import os
import signal
import socket
from typing import Literal, TypeAlias

from aiohttp import web

from bot.app import web_app, worker_app
from bot.clock import SystemClock
from bot.connections import Runner, allow_many
from bot.dialogue import Flows
from bot.flow_set import load_set, refuse_unwritten
from bot.helplines import refuse_unchecked
from bot.logs import set_up_logs
from bot.request_log import RequestLog
from bot.running import running
from bot.settings import Settings

Role: TypeAlias = Literal["all", "web", "worker"]
IDLE_SECONDS = 75.0
"""After which a connection is closed that has not sent a whole head of a request. It is more than
proxies keep an idle one for, and they must be the first to close it."""
HANDLERS_SECONDS = 3.0
"""How long requests under way may take to end. With the drain before it and what delivery needs
after it (bot/worker.py) a process is gone within ten seconds."""

logger = logging.getLogger(__name__)


def serve(
    settings: Settings,
    *,
    host: str,
    port: int,
    role: Role,
    health_port: int | None = None,
    flows: Flows | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT; on uvloop where there is one.

    A worker serves nothing but its health and metrics, and only where `health_port` is given.
    `flows` are given by those who have loaded them already.
    """
    refuse_unchecked(settings.config, SystemClock().now())
    set_up_logs(settings.config.log_level)
    allow_many()
    address = (host, health_port if role == "worker" else port)
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_serve(settings, address=address, role=role, flows=flows))


async def _serve(
    settings: Settings, *, address: tuple[str, int | None], role: Role, flows: Flows | None
) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    flows = flows or load_set(settings.config)
    refuse_unwritten(flows, settings.config)
    async with running(settings, SystemClock(), flows=flows) as parts:
        _spare_what_stays()
        app = worker_app(parts) if role == "worker" else web_app(parts, has_worker=role == "all")
        runner = Runner(
            app,
            access_log_class=RequestLog,
            access_log=logger,
            shutdown_timeout=HANDLERS_SECONDS,
            keepalive_timeout=IDLE_SECONDS,
            auto_decompress=False,  # what is packed is refused: see bot/web/reading.py
        )
        await runner.setup()
        try:
            await _open(runner, *address)
            await stop.wait()
            parts.stopping.set()
            logger.info("stopping")
            await asyncio.sleep(settings.config.web.drain_seconds if runner.addresses else 0)
        finally:
            await runner.cleanup()
    logger.info("stopped")


async def _open(runner: web.AppRunner, host: str, port: int | None) -> None:
    if port is None:
        logger.info("working")
        return
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        raise OSError(error.errno, _not_opened(error), f"{host}:{port}") from error
    for found in runner.addresses:
        logger.info("serving on http://%s:%s", *found[:2])


def _not_opened(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return "another process serves there already: stop it, or choose another --port"
    is_name = isinstance(error, socket.gaierror) or not error.errno
    return "no address of this machine" if is_name else os.strerror(error.errno or 0)


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
