"""A person's export holds every row about them, and can be redacted so that nothing leaks."""

from __future__ import annotations

import re
from typing import Any

import orjson
import pytest

from actions.audit_trail.audit_chain import PROOF
from actions.basis.audit import record
from actions.basis.errors import NotAllowed
from actions.basis.work import Work
from actions.privacy.export_patient import EXCUSED, EXPORTED, export_patient
from actions.privacy.redact import Marks, pieces_of, redact, redacted_export
from storage.database import Database
from storage.models import Base
from storage.private import PatientText
from storage.repositories.person_rows import KEYS, models_about_people
from storage.rows import table_of
from storage.unit_of_work import UnitOfWork
from tests import builders
from tests.builders import NOW
from tests.house.tree import ROOT
from tests.support.whole_person import NAME, NUMBER, WORDS, WholePerson, a_whole_person

OTHER = "Hughie frae the Co-op"


def desk(uow: UnitOfWork, person: WholePerson) -> Work:
    return Work(uow=uow, now=NOW, practice=person.practice, actor="staff:1")


def test_every_table_about_people_is_exported_or_excused_with_a_reason() -> None:
    about = set(models_about_people())

    assert about == EXPORTED | set(EXCUSED)
    assert EXPORTED.isdisjoint(EXCUSED)
    assert all(len(reason.split()) > 5 for reason in EXCUSED.values())


def test_no_table_refers_to_a_person_by_a_column_of_another_name() -> None:
    """What points at people, referrals, conversations or texts is found by the names in KEYS."""
    owners = {str(table_of(model)) for model in KEYS.values()}
    for mapper in Base.registry.mappers:
        table = table_of(mapper.class_)
        pointing = {
            column.name
            for column in table.columns
            for key in column.foreign_keys
            if str(key.target_fullname).split(".")[0] in owners
        }
        named = {column.name for column in table.columns if column.name in KEYS}
        assert pointing <= set(KEYS), table.name
        assert not (pointing | named) or table.name in models_about_people()


ABOUT_NOBODY = {
    *("practice", "practice_texts", "staff", "token", "room", "service", "canned_reply"),
    *("twilio_message", PROOF),
}
"""Of what the trail tells beside people; the carrier's texts are those that were not taken in."""


def test_all_that_the_trail_tells_of_people_is_told_by_the_name_of_their_table() -> None:
    """By that name it is found for their export."""
    told = {PROOF}
    for layer in ("actions", "bot"):
        for file in (ROOT / layer).rglob("*.py"):
            told |= set(re.findall(r'subject_type="(\w+)"', file.read_text(encoding="utf-8")))
    assert told - ABOUT_NOBODY <= {"patient", *models_about_people()}
    assert told >= ABOUT_NOBODY


async def test_the_trail_of_every_row_about_a_person_is_in_their_export(
    sqlite_database: Database,
) -> None:
    async with sqlite_database.begin() as uow:
        person = await a_whole_person(uow)
        other = await a_whole_person(uow, practice=person.practice, contact="+447700900889")
        with_ids = [name for name, row in person.rows.items() if hasattr(row, "id")]
        for whose in (person, other):
            for table in with_ids:
                record(desk(uow, whose), "saw", whose.rows[table].id, subject_type=table)
    async with sqlite_database.begin() as uow:
        export = await export_patient(desk(uow, person), NUMBER)
    seen = [one["subject_id"] for one in export["audit_trail"] if one["action"] == "saw"]
    assert sorted(seen) == sorted(person.rows[table].id for table in with_ids)


async def test_every_row_about_a_person_is_in_their_export(
    database: Database, subtests: pytest.Subtests
) -> None:
    async with database.begin() as uow:
        person = await a_whole_person(uow)
        await a_whole_person(uow, practice=person.practice, contact="+447700900889")
        record(desk(uow, person), "read", person.referral.id)
    async with database.begin() as uow:
        export = await export_patient(desk(uow, person), NUMBER)

    written = orjson.dumps(export, default=str).decode()
    for table, row in person.rows.items():
        with subtests.test(table=table):
            id = getattr(row, "id", None) or getattr(row, "message_id", None)
            if table not in EXCUSED:
                assert id is not None
                assert f'"{id}"' in written
    assert [each for each in (NAME, NUMBER, WORDS) if each not in written] == []
    assert "+447700900889" not in written
    assert [one["action"] for one in export["audit_trail"]] == ["read", "exported"]
    assert len(export["referrals"]) == 1
    assert len(export["referrals"][0]["waiting_places"]) == 1


async def _a_story(database: Database) -> tuple[WholePerson, str]:
    """Somebody who wrote of another; the id of that text."""
    said = f"{OTHER} owes me money an he is in debt"
    async with database.begin() as uow:
        person = await a_whole_person(uow)
        thread, referral = person.conversation, person.referral
        text = await builders.a_message(uow, conversation=thread, text=PatientText(said))
        evidence = {"message_id": text.id, "start": 0, "end": 6, "words": "Hughie", "why": "debt"}
        await builders.a_need(uow, referral=referral, label="money", evidence=[evidence])
        await builders.turn_events(
            uow, conversation=thread, message_id=text.id, details=[{"value": said}]
        )
        referral.summary = PatientText(f"Money: {said.upper()}; lives alone")
        thread.state = {"slots": {"own_words": said}}
        await builders.a_note(
            uow,
            referral=referral,
            staff=person.staff,
            text=PatientText("Rang. hughie  FRAE the co-op picked up."),
        )
    return person, text.id


async def test_a_struck_text_cannot_be_read_anywhere_else_in_the_file(database: Database) -> None:
    person, text_id = await _a_story(database)
    marks = Marks(pieces=frozenset({f"{text_id}.text"}), words=(OTHER,), reason="third_party")

    async with database.begin() as uow:
        found = await redacted_export(desk(uow, person), person.patient.id, marks, "json")

    written = orjson.dumps(found.export, default=str).decode()
    assert "hughie" not in written.lower()
    assert "owes me money" not in written.lower()
    assert "[struck out: about somebody else]" in written
    assert "lives alone" in written
    assert "picked up." in written
    assert WORDS in written
    (text,) = [one for one in found.export["messages"] if one["id"] == text_id]
    assert (text["text"], text["direction"]) == ("[struck out: about somebody else]", "in")
    async with database.read() as uow:
        trail = await uow.audit.of_subject("patient", person.patient.id)
    assert [one.action for one in trail] == ["exported_redacted"]
    assert trail[0].detail["reason"] == "third_party"
    assert "hughie" not in str(trail[0].detail).lower()


def test_a_short_text_is_struck_wherever_it_is_all_that_was_said() -> None:
    export = {
        "messages": [{"id": "m1", "text": "Dad hits me"}, {"id": "m2", "text": "yes"}],
        "referrals": [
            {
                "id": "r1",
                "check_ins": [{"id": "c1", "words": "dad  hits me "}],
                "needs": [{"id": "n1", "evidence": [{"message_id": "m3", "words": "DAD HITS ME"}]}],
                "notes": [{"id": "o1", "text": "Rang, all is well."}],
            }
        ],
    }
    struck = redact(export, Marks(pieces=frozenset({"m1.text"}), reason="third_party"))
    assert "hits" not in str(struck.export).lower()
    assert struck.places == 3
    assert struck.export["messages"][1] == {"id": "m2", "text": "yes"}
    assert struck.export["referrals"][0]["notes"] == export["referrals"][0]["notes"]


async def test_with_nothing_marked_the_whole_is_given(database: Database) -> None:
    person, _ = await _a_story(database)
    async with database.begin() as uow:
        work = desk(uow, person)
        whole = await export_patient(work, NUMBER)
        redacted = await redacted_export(work, person.patient.id, Marks(), "json")
    assert redacted.places == 0
    assert redacted.export["messages"] == whole["messages"]


@pytest.mark.parametrize(
    ("marks", "says"),
    [
        (Marks(words=("Hughie",)), "Say why"),
        (Marks(words=("a",), reason="other"), "at least 2 letters"),
        (Marks(pieces=frozenset({"nothing.text"}), reason="other"), "has changed meanwhile"),
        (
            Marks(words=(OTHER, "Hughy"), reason="other"),
            "Number 2 of the words to strike stands nowhere",
        ),
    ],
)
async def test_marks_that_cannot_be_right_are_refused(
    sqlite_database: Database, marks: Marks, says: str
) -> None:
    person, _ = await _a_story(sqlite_database)
    with pytest.raises(NotAllowed, match=says):
        async with sqlite_database.begin() as uow:
            await redacted_export(desk(uow, person), person.patient.id, marks, "json")


@pytest.mark.parametrize("written", ["O\u2019Hara-Boyd", "o'hara\u2011boyd", "O`Hara\u2013BOYD"])
def test_a_name_is_struck_however_a_phone_writes_its_apostrophe_and_hyphen(written: str) -> None:
    row: dict[str, Any] = {"id": "m1", "text": f"{written} hit me"}
    found = redact({"messages": [row]}, Marks(words=("O'Hara-Boyd",), reason="third_party"))
    assert found.export["messages"][0]["text"] == "[struck out: about somebody else] hit me"


def test_words_are_struck_as_whole_words_and_ids_and_states_stay() -> None:
    row: dict[str, Any] = {"id": "in", "direction": "in", "text": "in the inn, IN Ayr"}

    found = redact({"messages": [row]}, Marks(words=("in",), reason="other"))

    mark = "[struck out: not part of what may be given]"
    assert found.export["messages"] == [
        {"id": "in", "direction": "in", "text": f"{mark} the inn, {mark} Ayr"}
    ]
    assert pieces_of({"messages": [row]}) == [("in.text", row["text"])]
