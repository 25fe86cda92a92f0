"""The same actions, served by rasa-sdk's own action server."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from actions.all_actions import ALL
from storage.database import Database
from storage.keyring import Keyring
from tests import builders
from tests.support.ports import free_port

SECRET = "a secret for the action server"


@pytest.fixture
async def conversation(sqlite_url: str, tmp_path: Path) -> AsyncIterator[tuple[str, str]]:
    """A conversation in a database of its own; (url, conversation id)."""
    url = f"sqlite+aiosqlite:///{tmp_path}/served.db"
    database = Database.open(url, Keyring.from_secret(SECRET))
    await database.upgrade()
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        patient = await builders.a_patient(uow, practice=practice, name=None, birth_date=None)
        conversation = await builders.a_conversation(uow, patient=patient)
        await builders.a_referral(uow, conversation=conversation)
    yield url, conversation.id
    await database.close()


@pytest.fixture
async def server(conversation: tuple[str, str]) -> AsyncIterator[str]:
    """Its address, once it answers."""
    port = free_port()
    environment = {**os.environ, "DATABASE_URL": conversation[0], "BLETHER_SECRET_KEY": SECRET}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(port)),
        env=environment,
        cwd=Path(__file__).parent.parent.parent,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        await _until_it_answers(address)
        yield address
    finally:
        os.killpg(process.pid, signal.SIGKILL)  # Sanic forks workers of its own
        await process.wait()


async def _until_it_answers(address: str) -> None:
    async with aiohttp.ClientSession() as session:
        for _ in range(300):
            try:
                async with session.get(f"{address}/health") as response:
                    if response.status == 200:
                        return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.1)
    raise AssertionError("the action server did not start")


async def test_an_action_runs_in_rasas_own_server_and_changes_the_database(
    server: str, conversation: tuple[str, str]
) -> None:
    url, conversation_id = conversation
    call = {
        "next_action": "action_save_person",
        "sender_id": conversation_id,
        "domain": {"slots": {}},
        "version": "3.1",
        "tracker": {
            "sender_id": conversation_id,
            "slots": {"person_name": "Jean Broon", "birth_date": "1951-02-14"},
            "latest_message": {},
            "events": [],
        },
    }
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{server}/webhook", json=call) as response,
    ):
        assert response.status == 200
        answer = await response.json()
    slots = {event["name"]: event["value"] for event in answer["events"]}
    assert slots == {"is_under_age": False, "first_name": "Jean", "person_known": True}
    database = Database.open(url, Keyring.from_secret(SECRET))
    async with database.read() as uow:
        thread = await uow.conversations.with_patient_and_referral(conversation_id)
    await database.close()
    assert thread is not None
    assert thread[0].name == "Jean Broon"


async def test_every_action_of_the_table_is_served(server: str) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{server}/actions") as response,
    ):
        served = {item["name"] for item in await response.json()}
    assert {action.action_name for action in ALL} <= served
