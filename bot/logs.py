"""Structured logs: one JSON object a line, ids only. Words, names and numbers never get here."""

from __future__ import annotations

import asyncio
import logging
import sys
from datetime import UTC, datetime
from typing import Any

import orjson

logger = logging.getLogger(__name__)

_STANDARD = {*vars(logging.makeLogRecord({})), "message", "asctime", "taskName"}
_TOO_TALKATIVE = ("twilio", "apscheduler", "rasa_sdk", "aiohttp.access", "sqlalchemy", "alembic")


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "from": record.name,
            "event": _event(record),
        }
        line |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["trace"] = _places(record)
        return orjson.dumps(line, default=str).decode()


def _event(record: logging.LogRecord) -> str:
    """What asyncio itself writes of a lost error quotes it, behind the first line."""
    if record.name == "asyncio":
        return str(record.msg).partition("\n")[0]
    return record.getMessage()


def log_lost_error(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """For `loop.set_exception_handler`: an error that nobody waited for.

    asyncio's own handler writes the error's words, and the arguments of the call that failed.
    """
    task = context.get("task") or context.get("future")
    work = task.get_coro() if isinstance(task, asyncio.Task) else None
    logger.error(
        "an error that nobody waited for",
        exc_info=context.get("exception"),
        extra={"of": getattr(work, "__qualname__", None)},
    )


def _places(record: logging.LogRecord) -> list[str]:
    """Where it happened, without the error's text: that may quote what a patient wrote."""
    places = []
    trace = record.exc_info[2] if record.exc_info else None
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places


def set_up_logs(level: str) -> None:
    """Write this process's logs to stderr; libraries that log requests are hushed."""
    _leave_out_what_is_not_written()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _TOO_TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


def _leave_out_what_is_not_written() -> None:
    """Which process and thread logs, and in which line of code, costs more to find out than the
    line to write. See "Optimization" in Python's Logging HOWTO."""
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = None
