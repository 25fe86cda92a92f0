"""The staff app before two practices, and browsers signed in to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.clock import ManualClock
from storage.database import Database
from tests.support.page_client import PageClient
from tests.support.world import CRISIS, WORDS, World, world_of


@pytest.fixture
async def world(database: Database, clock: ManualClock, tmp_path: Path) -> AsyncIterator[World]:
    async with world_of(database, clock, tmp_path) as made:
        yield made


@pytest.fixture
async def browser(world: World) -> PageClient:
    """A browser in which nobody is signed in."""
    return PageClient(world.client, private=(WORDS, CRISIS, "leccy", "Jean", "Broon"))


@pytest.fixture
async def morag(world: World, browser: PageClient) -> PageClient:
    """The near practice's link worker, signed in."""
    await browser.walks_in(world.db, world.near.worker, world.clock.now())
    return browser


@pytest.fixture
async def manager(world: World, browser: PageClient) -> PageClient:
    await browser.walks_in(world.db, world.near.manager, world.clock.now())
    return browser


@pytest.fixture
async def lead(world: World, browser: PageClient) -> PageClient:
    await browser.walks_in(world.db, world.near.lead, world.clock.now())
    return browser
