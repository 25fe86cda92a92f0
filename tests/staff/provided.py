"""A world whose staff may also sign in by a provider of OpenID Connect."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from bot.clock import ManualClock
from bot.settings import Config, LimitsConfig, SingleSignOnConfig, WebConfig
from storage.database import Database
from tests.standin.open_id import CLIENT_ID, CLIENT_SECRET
from tests.support.world import World, settings_for, world_of

START = "/staff/sign-in/work"
BUTTON = "Sign in with Craigmhor"


@asynccontextmanager
async def world_with(
    issuer: str, database: Database, clock: ManualClock, tmp_path: Path, **limits: int
) -> AsyncIterator[World]:
    config = Config(
        single_sign_on=SingleSignOnConfig(issuer=issuer, client_id=CLIENT_ID, button=BUTTON),
        web=WebConfig(second_factor="required"),
        limits=LimitsConfig(**limits),
    )
    settings = replace(settings_for(tmp_path), config=config, oidc_client_secret=CLIENT_SECRET)
    async with world_of(database, clock, tmp_path, settings=settings) as made:
        yield made
