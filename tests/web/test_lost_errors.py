"""An error that nobody waited for is logged by its type and places, not its words."""

from __future__ import annotations

import asyncio
import gc
import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot.logs import JsonLines, log_lost_error

WORDS = "ma Wullie lost his joab"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)


async def fails(text: str) -> None:
    raise ValueError(text)


def refuses(text: str) -> None:
    raise ValueError(text)


@pytest.mark.parametrize("is_ours", [True, False], ids=["our handler", "that of asyncio"])
async def test_a_task_that_nobody_waits_for(log: io.StringIO, is_ours: bool) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(log_lost_error if is_ours else None)
    lost = asyncio.create_task(fails(WORDS))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del lost
    gc.collect()

    (line,) = [json.loads(each) for each in log.getvalue().splitlines()]
    assert (line["level"], line["error"]) == ("error", "ValueError")
    assert line["trace"][-1].endswith(" fails")
    assert "Wullie" not in log.getvalue()
    assert line.get("of") == ("fails" if is_ours else None)


async def test_a_call_that_fails_is_logged_without_what_it_was_given(log: io.StringIO) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(log_lost_error)
    loop.call_soon(refuses, WORDS)
    await asyncio.sleep(0)

    (line,) = [json.loads(each) for each in log.getvalue().splitlines()]
    assert (line["event"], line["error"]) == ("an error that nobody waited for", "ValueError")
    assert "Wullie" not in log.getvalue()
