"""The staff app before two practices, and browsers signed in to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.clock import ManualClock
from storage.database import Database
from tests.support.page_client import PageClient
from tests.support.world import CRISIS, PASSWORD, WORDS, World, world_of


@pytest.fixture
async def world(database: Database, clock: ManualClock, tmp_path: Path) -> AsyncIterator[World]:
    """Runs on both databases."""
    async with world_of(database, clock, tmp_path) as made:
        yield made


@pytest.fixture
async def browser(world: World) -> PageClient:
    """A browser in which nobody is signed in."""
    return PageClient(world.client, private=(WORDS, CRISIS, "leccy", "Jean", "Broon"))


@pytest.fixture
async def morag(world: World, browser: PageClient) -> PageClient:
    """The near practice's link worker, signed in."""
    await browser.sign_in(world.near.worker.email, PASSWORD)
    return browser


@pytest.fixture
async def manager(world: World, browser: PageClient) -> PageClient:
    await browser.sign_in(world.near.manager.email, PASSWORD)
    return browser


@pytest.fixture
async def lead(world: World, browser: PageClient) -> PageClient:
    await browser.sign_in(world.near.lead.email, PASSWORD)
    return browser
