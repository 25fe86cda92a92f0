"""The starter set: kind, short, with the right numbers, and filled without gaps."""

import re
from typing import Any

import pytest
from ruamel.yaml import YAML

from actions.basis.work import Work
from actions.texts.canned_replies import PLACEHOLDERS, STARTER, Names, canned_replies, filled
from bot.delivery.segments import segments
from storage.database import Database
from tests import builders as make
from tests.builders import NOW

REPLIES: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(STARTER.read_text("utf-8"))
NAMES = Names(
    first_name="Jacqueline",
    role_title="community link worker",
    my_name="Morag",
    practice_name="Dalwhinnie Medical Practice",
)
KNOWN_NUMBERS = {"999", "111", "116 123"}


@pytest.mark.parametrize("reply", REPLIES, ids=lambda one: one["name"])
def test_each_fits_one_segment_when_filled(reply: dict[str, Any]) -> None:
    counted = segments(filled(reply["text"], NAMES))
    assert (counted.count, counted.encoding) == (1, "gsm7")


@pytest.mark.parametrize("reply", REPLIES, ids=lambda one: one["name"])
def test_each_names_only_placeholders_and_numbers_that_are_right(reply: dict[str, Any]) -> None:
    assert set(re.findall(r"\{(.*?)\}", reply["text"])) <= set(PLACEHOLDERS)
    without = reply["text"].replace("NHS 24", "")
    assert set(re.findall(r"\d[\d ]*\d", without)) <= KNOWN_NUMBERS


@pytest.mark.parametrize(
    "reply", [one for one in REPLIES if one.get("neutral")], ids=lambda one: one["name"]
)
def test_a_neutral_one_says_nothing_of_us_or_of_need(reply: dict[str, Any]) -> None:
    assert "{" not in reply["text"]
    told = r"blether|practice|surgery|doctor|nurse|health|link worker|money|housing|help|safe"
    assert not re.search(told, reply["text"], re.I)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Hi {first_name}, it's {my_name}", "Hi, it's Morag"),
        ("No rush at all, {first_name}. Text me", "No rush at all. Text me"),
        ("Thanks {first_name}!", "Thanks!"),
    ],
)
def test_a_name_that_nobody_gave_leaves_no_gap(text: str, made: str) -> None:
    nameless = Names(first_name="", role_title="r", my_name="Morag", practice_name="p")
    assert filled(text, nameless) == made


async def test_a_practice_is_given_them_once_and_what_it_retired_stays_away(
    database: Database,
) -> None:
    async with database.begin() as uow:
        practice = await make.a_practice(uow)
    for _ in range(2):
        async with database.begin() as uow:
            work = Work(uow=uow, now=NOW, practice=practice, actor="system")
            given = await canned_replies(work)
            assert len(given) == len(REPLIES)
    async with database.begin() as uow:
        for one in await uow.canned_replies.of_practice(practice.id):
            one.retired_at = NOW
    async with database.begin() as uow:
        work = Work(uow=uow, now=NOW, practice=practice, actor="system")
        assert await canned_replies(work) == []
