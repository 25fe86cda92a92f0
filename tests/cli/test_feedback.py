"""`blether feedback export`: for an administrator alone, and nobody can be known by it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.staff.passwords import hash_password
from storage.database import Database
from storage.keyring import Keyring
from storage.models import TriageFeedback
from storage.private import PatientText, PersonName
from tests import builders as make
from tests.cli.conftest import Typed
from tests.cli.test_command_line import blether
from tests.support.databases import run_apart

SECRET = "a key for the command line"
PASSWORD = "heather and thistle"
TEXTS = {
    "its Jean Broon, ma son Callum says i'd be better aff deid, ring 07700 900123": "kept",
    "j e a n b r o o n is done": "refused",
    "this heat is killing me": "kept",
    "ishbel and auld gow telt me tae jump": "kept",
}


async def a_practice_with_feedback(folder: Path) -> str:
    url = f"sqlite+aiosqlite:///{folder / 'here.db'}"
    database = Database.open(url, Keyring.from_secret(SECRET))
    await database.upgrade()
    async with database.begin() as uow:
        practice = await make.a_practice(uow, code="hill")
        hashed = hash_password(PASSWORD)
        for role, email in (("administrator", "admin"), ("link_worker", "worker")):
            staff = await make.a_staff_member(
                uow,
                practice=practice,
                role=role,
                email=f"{email}@example.org",
                password_hash=hashed,
            )
        for name, is_active in (("Ishbel", False), ("Rab Gow", True)):  # both went
            gone = await make.a_staff_member(uow, practice=practice, name=name, is_active=is_active)
            if is_active:
                await uow.staff.unassign(gone.id, practice.id)
        patient = await make.a_patient(uow, practice=practice, name=PersonName("Jean Broon"))
        conversation = await make.a_conversation(uow, patient=patient)
        referral = await make.a_referral(uow, conversation=conversation)
        for text in TEXTS:
            message = await make.a_message(uow, conversation=conversation, text=PatientText(text))
            for before, after in (("none", "urgent"), ("urgent", "crisis")):
                uow.triage_feedback.add(
                    TriageFeedback(
                        practice_id=practice.id,
                        referral_id=referral.id,
                        message_id=message.id,
                        staff_id=staff.id,
                        kind="missed_danger",
                        needs_before=[],
                        risk_before=before,
                        needs_after=[],
                        risk_after=after,
                        at=make.NOW,
                    )
                )
    await database.close()
    return url


@pytest.fixture
def url(tmp_path: Path) -> str:
    return run_apart(lambda: a_practice_with_feedback(tmp_path))


def export(run: Callable[..., Any], url: str, folder: Path, who: str, password: str = PASSWORD):
    return run(
        *("feedback", "export", "--practice", "hill", "--email", f"{who}@example.org"),
        folder=folder,
        DATABASE_URL=url,
        BLETHER_SECRET_KEY=SECRET,
        BLETHER_STAFF_PASSWORD=password,
    )


def test_texts_come_out_with_placeholders_and_labels_and_nothing_else(
    url: str, tmp_path: Path
) -> None:
    done = export(blether, url, tmp_path, "admin")
    assert done.returncode == 0, done.stderr
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {
            "text": text,
            "before": {"needs": [], "risk": "none"},
            "after": {"needs": [], "risk": "crisis"},
        }
        for text in (
            "[name] and auld [name] telt me tae jump",
            "its [name], ma son [name] says i'd be better aff deid, ring [number]",
            "this heat is killing me",
        )
    ]
    assert done.stderr.strip() == "1 text left out: somebody could be known by them"


@pytest.mark.parametrize(
    ("who", "password", "says"),
    [
        ("worker", PASSWORD, "Only an administrator"),
        ("admin", "wrong password", "no administrator signs in"),
        ("nobody", PASSWORD, "no administrator signs in"),
    ],
)
def test_nobody_else_is_given_them(
    typed: Typed, url: str, tmp_path: Path, who: str, password: str, says: str
) -> None:
    done = export(typed, url, tmp_path, who, password)
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr
