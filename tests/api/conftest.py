"""The API before two practices, and a client that checks every answer against its document."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.clock import ManualClock
from storage.database import Database
from tests.support.api_client import ApiClient
from tests.support.world import World, world_of


@pytest.fixture
async def world(database: Database, clock: ManualClock, tmp_path: Path) -> AsyncIterator[World]:
    async with world_of(database, clock, tmp_path) as made:
        yield made


@pytest.fixture
async def api(world: World) -> ApiClient:
    """The near practice's link worker's token."""
    return ApiClient(world, world.near)


@pytest.fixture
async def manager(world: World) -> ApiClient:
    return ApiClient(world, world.near, role="practice_manager")
