"""From a file to the two services that a text names, on both databases."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from bot.directory.entry import DirectoryError
from bot.directory.load_file import load_file
from bot.directory.search import fitting
from storage.models import Service
from storage.models.practice_settings import PracticeSettings
from tests.builders import a_practice
from tests.directory.files import FOLDER

TODAY = date(2026, 11, 23)
CRAIGMHOR = PracticeSettings(place="Craigmhor", council_name="Glasgow City", outcodes=("G20",))


@pytest.fixture
async def practice(database):
    async with database.begin() as uow:
        return await a_practice(uow, code="demo", settings=CRAIGMHOR)


async def found(database, practice, *needs, age=None, today=TODAY):
    async with database.read() as uow:
        services = await fitting(uow, practice, needs, age=age, limit=2, today=today)
    return [service.name for service in services]


async def put(database, **given):
    defaults = {
        "source": "aliss",
        "source_id": given["name"],
        "phone": "0141 496 0400",
        "needs": ["money"],
        "last_reviewed": TODAY - timedelta(days=10),
    }
    async with database.begin() as uow:
        uow.services.add(Service(**{**defaults, **given}))


async def load(database, name, kind, practice_code=None):
    return await load_file(database, FOLDER / name, kind, practice_code, today=TODAY)


async def test_a_practice_list_is_loaded_and_its_services_are_found(database, practice):
    loaded = await load(database, "practice.csv", "csv", "demo")

    assert (loaded.added, loaded.updated, len(loaded.problems)) == (4, 0, 4)
    assert await found(database, practice, "energy") == ["Warm Hames", "Craigmhor Money Advice"]
    assert await found(database, practice, "food") == ["Odd need"]


async def test_the_same_file_twice_renews_and_never_doubles(database, practice):
    await load(database, "practice.csv", "csv", "demo")

    again = await load(database, "practice.csv", "csv", "demo")

    assert (again.added, again.updated) == (0, 4)


async def test_what_staff_hid_stays_hidden_when_the_file_is_read_again(database, practice):
    await load(database, "practice.csv", "csv", "demo")
    async with database.begin() as uow:
        (service,) = await uow.services.by_source_ids("csv", ["demo:warm-hames"])
        service.is_hidden = True

    await load(database, "practice.csv", "csv", "demo")

    assert await found(database, practice, "energy") == ["Craigmhor Money Advice"]


async def test_a_service_whose_schedule_has_ended_is_hidden(database, practice):
    await load(database, "oruk3_service_full.json", "open-referral")

    async with database.read() as uow:
        services = await uow.services.search(["mental_health"], practice.id)
        hidden = await uow.services.of_practice(practice.id, with_hidden=True)
    assert services == []
    assert [service.name for service in hidden] == ["Community Counselling"]


async def test_numbers_of_2018_are_never_texted(database, practice):
    await load(database, "aliss_v4_services_search_sample.json", "aliss")

    assert await found(database, practice, "isolation", "healthy_living") == []


async def test_only_services_for_this_place_are_found(database, practice):
    await put(database, name="Ours by council", areas=["glasgow city"])
    await put(database, name="Theirs", areas=["City of Edinburgh", "S12000036"])

    assert await found(database, practice, "money") == ["Ours by council"]


@pytest.mark.parametrize("area", ["Scotland", "S92000003", "g20", "Craigmhor"])
async def test_a_service_may_name_its_area_in_several_ways(database, practice, area):
    await put(database, name="Near enough", areas=[area])

    assert await found(database, practice, "money") == ["Near enough"]


async def test_another_practices_list_is_not_ours(database, practice):
    async with database.begin() as uow:
        other = await a_practice(uow)
    await put(database, name="Theirs", practice_id=other.id)

    assert await found(database, practice, "money") == []


@pytest.mark.parametrize(
    ("limits", "age", "fits"),
    [
        ({}, None, True),
        ({"min_age": 16}, None, True),
        ({"min_age": 55}, None, False),  # an unknown age may be any adult's
        ({"min_age": 55}, 60, True),
        ({"min_age": 55}, 54, False),
        ({"max_age": 25}, 25, True),
        ({"max_age": 25}, 26, False),
        ({"max_age": 25}, None, False),
    ],
)
async def test_ages_are_kept_to(database, practice, limits, age, fits):
    await put(database, name="Club", **limits)

    assert await found(database, practice, "money", age=age) == (["Club"] if fits else [])


@pytest.mark.parametrize(
    ("days", "fits"), [(10, True), (3 * 365, True), (3 * 365 + 1, False), (None, False)]
)
async def test_what_nobody_has_reviewed_for_three_years_is_not_texted(
    database, practice, days, fits
):
    reviewed = None if days is None else TODAY - timedelta(days=days)
    await put(database, name="Old", last_reviewed=reviewed)

    assert await found(database, practice, "money") == (["Old"] if fits else [])


async def test_each_need_is_served_before_any_is_served_twice(database, practice):
    await put(database, name="Debt one")
    await put(database, name="Debt two")
    await put(database, name="Homes", needs=["housing"])

    assert await found(database, practice, "money", "housing") == ["Debt one", "Homes"]


async def test_a_service_without_a_number_is_never_named(database, practice):
    await put(database, name="No number", phone=None)

    assert await found(database, practice, "money") == []


@pytest.mark.parametrize(
    ("content", "kind", "practice_code", "why"),
    [
        (b"{", "aliss", None, "not valid JSON"),
        (b"[" * 100_000, "aliss", None, "nested too deeply"),
        (b"\xff\xfe{}", "aliss", None, "not UTF-8"),
        (b"PK\x03\x04", "csv", "demo", "save it as CSV"),
        (b"name,phone,needs\n", "csv", None, "say which"),
        (b"name,phone,needs\n", "csv", "elsewhere", "no practice 'elsewhere'"),
        (json.dumps({"data": []}).encode(), "open-referral", None, "not an answer"),
    ],
)
async def test_a_useless_file_is_refused_in_one_clear_sentence(
    sqlite_database, tmp_path, content, kind, practice_code, why
):
    path = tmp_path / "file"
    path.write_bytes(content)

    with pytest.raises(DirectoryError, match=why):
        await load_file(sqlite_database, path, kind, practice_code, today=TODAY)


async def test_a_file_that_is_not_there_is_refused(sqlite_database, tmp_path):
    with pytest.raises(DirectoryError, match="No such file"):
        await load_file(sqlite_database, tmp_path / "none", "aliss", None, today=TODAY)


@pytest.mark.parametrize(
    ("delimiter", "encoding", "told"),
    [
        *((";", "cp1252", ""), (",", "utf-8-sig", ""), ("\t", "utf-16", "")),
        *((";", "utf-8", "sep=;\r\n"), (",", "cp1252", "sep=,\r\n")),
    ],
)
async def test_a_list_is_read_however_a_spreadsheet_wrote_it(
    sqlite_database, tmp_path, delimiter, encoding, told
):
    async with sqlite_database.begin() as uow:
        await a_practice(uow, code="demo", settings=CRAIGMHOR)
    rows = [("id", "name", "phone", "needs"), ("1", "Café Ó", "0141 496 0203", '"food;work"')]
    path = tmp_path / "services.csv"
    path.write_bytes((told + "\r\n".join(map(delimiter.join, rows))).encode(encoding))

    loaded = await load_file(sqlite_database, path, "csv", "demo", today=TODAY)

    assert (loaded.added, loaded.problems) == (1, ())
    async with sqlite_database.read() as uow:
        (one,) = await uow.services.by_source_ids("csv", ["demo:1"])
    assert (one.name, list(one.needs)) == ("Café Ó", ["food", "work"])
