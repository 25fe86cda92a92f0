"""Runs the server until it is told to stop; what is half done is finished first."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import signal
import socket
from typing import Literal, TypeAlias

from aiohttp import web

from bot.app import web_app, worker_app
from bot.clock import SystemClock
from bot.collecting import collect_as_usual
from bot.connections import Runner, allow_many
from bot.dialogue import Flows
from bot.flow_set import load_set, refuse_unwritten
from bot.helplines import refuse_unchecked
from bot.logs import log_lost_error, set_up_logs
from bot.request_log import RequestLog
from bot.running import Running, running
from bot.settings import Settings
from bot.settings_doubts import say_doubts

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
    say_doubts(settings)
    allow_many()
    address = (host, health_port if role == "worker" else port)
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_serve(settings, address=address, role=role, flows=flows))


async def _serve(
    settings: Settings, *, address: tuple[str, int | None], role: Role, flows: Flows | None
) -> None:
    told = _Told()
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(log_lost_error)
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, told.hear)
    try:
        flows = flows or load_set(settings.config)
        refuse_unwritten(flows, settings.config)
        async with running(settings, SystemClock(), flows=flows) as parts:
            await _serve_with(parts, address, role, told)
    except asyncio.CancelledError:
        if not told.to_stop.is_set():
            raise
    logger.info("stopped")


async def _serve_with(
    parts: Running, address: tuple[str, int | None], role: Role, told: _Told
) -> None:
    collect_as_usual()
    app = worker_app(parts) if role == "worker" else web_app(parts, has_worker=role == "all")
    runner = Runner(
        app,
        access_log_class=RequestLog,
        access_log=logger,
        shutdown_timeout=HANDLERS_SECONDS,
        keepalive_timeout=IDLE_SECONDS,
        auto_decompress=False,  # what is packed is refused: see bot/web/reading.py
    )
    try:
        await runner.setup()
        await _open(runner, *address)
        told.is_starting = False
        await told.to_stop.wait()
        parts.stopping.set()
        logger.info("stopping")
        await asyncio.sleep(parts.settings.config.web.drain_seconds if runner.addresses else 0)
    finally:
        await runner.cleanup()


class _Told:
    """To stop: a process that serves ends in order, one that only starts leaves off at once. It may
    wait for a database that somebody else holds."""

    def __init__(self) -> None:
        self.to_stop = asyncio.Event()
        self.is_starting = True
        self._main = asyncio.current_task()

    def hear(self) -> None:
        if self.is_starting and self._main is not None and not self.to_stop.is_set():
            self._main.cancel()
        self.to_stop.set()


async def _open(runner: web.AppRunner, host: str, port: int | None) -> None:
    if port is None:
        logger.info("working")
        return
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        raise _not_opened(error, host, port) from error
    for found in runner.addresses:
        logger.info("serving on http://%s:%s", *found[:2])


def refuse_taken(host: str, port: int) -> None:
    """OSError as at the start, before anything is changed for a server that cannot open."""
    try:
        family, kind, number, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, number) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, os.name != "nt")
            probe.bind(address)
            probe.listen(1)
    except OSError as error:
        raise _not_opened(error, host, port) from error


def _not_opened(error: OSError, host: str, port: int) -> OSError:
    if error.errno == errno.EADDRINUSE:
        said = "another process serves there already: stop it, or choose another --port"
    elif isinstance(error, socket.gaierror) or not error.errno:
        said = "no address of this machine"
    else:
        said = os.strerror(error.errno)
    return OSError(error.errno, said, f"{host}:{port}")


def _loop_factory() -> type[asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:  # not built for Windows
        return None
    return uvloop.Loop
