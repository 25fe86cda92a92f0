"""Finding people by name, number and words, of which the database holds none."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from storage.models import Audit
from tests import builders as make
from tests.staff.test_inbox import names
from tests.support.page_client import Page, PageClient
from tests.support.world import World, a_case


async def find(browser: PageClient, words: str, *, status: int = 200) -> Page:
    page = await browser.get("/staff/")
    return await browser.submit(page, "/staff/search", status=status, q=words)


@pytest.fixture
async def effie(world: World) -> None:
    async with world.db.begin() as uow:
        case = await a_case(
            uow, world.near.practice, name="Effie McGlashan", words="The wee dug's no weel"
        )
        case.patient.contact = make.PhoneNumber("+447700900123")
        await uow.flush()
        await uow.search.rebuild([case.patient.id])


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Effie", ["Effie"]),
        ("effie mcgl", ["Effie"]),
        ("  MCGLASHAN ", ["Effie"]),
        ("dugs", ["Effie"]),
        ("the dug's, effie", ["Effie"]),
        ("effie leccy", []),
        ("dug", []),
        ("123", ["Effie"]),
        ("07700 900123", ["Effie"]),
        ("+44 7700 900 123", ["Effie"]),
        ("900", []),
        ("leccy", ["Jean"]),
        ("Nobody", []),
    ],
)
async def test_every_word_must_be_there(
    world: World, morag: PageClient, effie: None, words: str, found: list[str]
) -> None:
    page = await find(morag, words)
    assert page.path.startswith("/staff/search?words=")
    assert names(page.html) == found


@pytest.fixture
async def named_by_common_words(world: World) -> None:
    """Anne Young is the newest, and would come first of all who are called so."""
    async with world.db.begin() as uow:
        for name in ("Will Young", "An Ma", "李", "王小明", "Anne Young"):
            case = await a_case(uow, world.near.practice, name=name, words="Hello from me")
            await uow.search.rebuild([case.patient.id])


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Will", ["Will"]),
        ("will young", ["Will", "Anne"]),
        ("so will Young", ["Anne", "Will"]),
        ("An Ma", ["An"]),
        ("李", ["李"]),
        ("王", ["王小明"]),
    ],
)
async def test_a_name_that_is_a_common_word_or_one_letter_finds_its_person(
    world: World, morag: PageClient, named_by_common_words: None, words: str, found: list[str]
) -> None:
    assert names((await find(morag, words)).html) == found


async def test_words_stand_in_no_address_and_title_and_are_kept_nowhere(
    world: World, morag: PageClient
) -> None:
    page = await find(morag, "leccy")  # the browser checks addresses and titles for this word
    assert page.title == "Find a person – Blether for staff"
    assert f'href="{world.near.jean.path}"' in page.html
    async with world.db.read() as uow:
        rows = await uow.audit.page([world.near.practice.id])
    (searched,) = [one for one in rows if one.action == "searched"]
    assert isinstance(searched, Audit)
    assert searched.detail == {"found": 1}
    assert searched.actor == f"staff:{world.near.worker.id}"


async def test_what_was_found_has_an_address_that_is_read_again_in_the_same_session_alone(
    world: World, morag: PageClient
) -> None:
    form = (await morag.get("/staff/")).form("/staff/search")
    fields = {**form.fields, "q": "leccy"}
    async with world.client.post(form.action, data=fields, allow_redirects=False) as answer:
        assert answer.status == 303
        address = answer.headers["Location"]
    for _ in ("at once", "by Back"):
        found = await morag.get(address)
        assert names(found.html) == ["Jean"] and 'value="leccy"' in found.html
    cut = await morag.get(address[:-9])
    assert cut.status == 200 and names(cut.html) == []
    await morag.walks_in(world.db, world.near.worker, world.clock.now())
    later = await morag.get(address)
    assert names(later.html) == [] and "leccy" not in later.html


async def test_nobody_of_another_practice_is_found(world: World, morag: PageClient) -> None:
    page = await find(morag, "Jean")
    assert world.near.jean.referral.id in page.html
    assert world.far.jean.referral.id not in page.html


@pytest.mark.parametrize("words", ["", " ? ", "a"])
async def test_nothing_to_look_for_is_said_and_looks_for_nothing(
    world: World, morag: PageClient, words: str
) -> None:
    page = await find(morag, words, status=422)
    assert "There is a problem" in page.text
    assert names(page.html) == []


async def test_the_same_word_leaves_different_traces_in_two_practices(world: World) -> None:
    async with world.db.read() as uow:

        async def traces(patient_id: str) -> set[int]:
            query = text("SELECT word FROM search_word WHERE patient_id = :id")
            return set(await uow.session.scalars(query, {"id": patient_id}))

        near = await traces(world.near.jean.patient.id)
        far = await traces(world.far.jean.patient.id)
    assert len(near) > 10
    assert not near & far
