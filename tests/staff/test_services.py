"""A practice keeps its own list of local services, by the rules of its file."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.directory.load_file import store
from bot.directory.practice_csv import read_practice_csv
from storage.models import Audit, Service
from tests.builders import NOW
from tests.support.page_client import PageClient
from tests.support.world import World

TYPED = {"name": "Mill Street Advice", "phone": "0141 496 0123", "need_money": "yes"}


async def own(world: World) -> list[Service]:
    async with world.db.read() as uow:
        return list(await uow.session.scalars(select(Service).order_by(Service.name)))


async def add(world: World, morag: PageClient, **typed: str) -> Service:
    page = await morag.get(f"/staff/services/{world.near.practice.id}/new")
    await morag.submit(page, "/new", **{**TYPED, **typed})
    (service,) = await own(world)
    return service


async def press(world: World, morag: PageClient, service: Service, button: str) -> Service:
    page = await morag.get(f"/staff/services/{world.near.practice.id}/{service.id}")
    await morag.submit(page, f"/{button}")
    return await world.row(Service, service.id)


async def test_service_is_added_and_offered_to_patients(world: World, morag: PageClient) -> None:
    typed = {"place": "Mill Street", "min_age": "16", "areas": "Craigmhor; G33", "need_food": "yes"}
    service = await add(world, morag, **typed)
    assert service.practice_id == world.near.practice.id
    assert (service.needs, service.areas) == (["money", "food"], ["Craigmhor", "G33"])
    assert service.last_reviewed == NOW.date()
    listed = await morag.get("/staff/services")
    assert "Mill Street Advice" in listed.text
    assert "money, food" in listed.text
    async with world.db.read() as uow:
        found = await uow.services.search(["money"], world.near.practice.id)
        theirs = await uow.services.search(["money"], world.far.practice.id)
    assert ([one.id for one in found], list(theirs)) == ([service.id], [])


async def test_service_is_changed_and_keeps_what_was_not_touched(
    world: World, morag: PageClient
) -> None:
    service = await add(world, morag, min_age="60", url="https://mill.example", description="Kind")
    path = f"/staff/services/{world.near.practice.id}/{service.id}"
    page = await morag.get(path)
    await morag.submit(page, f"/{service.id}", phone="0141 496 0124")
    changed = await world.row(Service, service.id)
    assert changed.phone == "0141 496 0124"
    assert (changed.min_age, changed.url, changed.description, changed.needs) == (
        *(60, "https://mill.example", "Kind"),
        ["money"],
    )


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"name": " "}, "name", "Write its name"),
        ({"phone": "ring them"}, "phone", "telephone number that people can ring"),
        ({"need_money": "no"}, "need_money", "Choose at least one need"),
        ({"min_age": "young"}, "min_age", "youngest age"),
        ({"min_age": "60", "max_age": "16"}, "max_age", "not below the youngest"),
        ({"postcode": "nowhere"}, "postcode", "Write a postcode"),
        ({"url": "mill.example"}, "url", "https://"),
        ({"last_reviewed": "lately"}, "last_reviewed", "Choose the day"),
    ],
)
async def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(
    world: World, morag: PageClient, typed: dict[str, str], field: str, sentence: str
) -> None:
    page = await morag.get(f"/staff/services/{world.near.practice.id}/new")
    refused = await morag.submit(page, "/new", status=422, **{**TYPED, **typed})
    assert f'href="#{field}"' in refused.html
    assert sentence in refused.text
    assert await own(world) == []


async def test_second_one_of_a_name_is_refused(world: World, morag: PageClient) -> None:
    await add(world, morag)
    page = await morag.get(f"/staff/services/{world.near.practice.id}/new")
    refused = await morag.submit(page, "/new", status=422, **TYPED)
    assert "of that name on your list already" in refused.text


async def test_a_service_is_not_renamed_to_what_another_is_called(
    world: World, morag: PageClient
) -> None:
    service = await add(world, morag)
    new = f"/staff/services/{world.near.practice.id}/new"
    await morag.submit(await morag.get(new), "/new", **{**TYPED, "name": "Canal Walkers"})
    page = await morag.get(f"/staff/services/{world.near.practice.id}/{service.id}")
    refused = await morag.submit(page, f"/{service.id}", status=422, name="Canal  walkers")
    assert "of that name on your list already" in refused.text
    await morag.submit(page, f"/{service.id}", name="Mill Street advice")  # its own, put right
    await morag.submit(page, f"/{service.id}", name="Canal Swimmers")
    again = {**TYPED, "name": "Canal Swimmers"}
    refused = await morag.submit(await morag.get(new), "/new", status=422, **again)
    assert "of that name on your list already" in refused.text
    assert [one.name for one in await own(world)] == ["Canal Swimmers", "Canal Walkers"]


async def test_hidden_ended_and_offered_again(world: World, morag: PageClient) -> None:
    service = await add(world, morag)
    assert (await press(world, morag, service, "hide")).is_hidden
    assert "hidden" in (await morag.get("/staff/services")).text
    ended = await press(world, morag, service, "end")
    assert (ended.is_hidden, ended.ended_at) == (True, world.clock.now())
    assert "ended" in (await morag.get("/staff/services")).text
    async with world.db.read() as uow:
        assert not await uow.services.search(["money"], world.near.practice.id)
    again = await press(world, morag, service, "offer")
    assert (again.is_hidden, again.ended_at) == (False, None)
    async with world.db.read() as uow:
        theirs = select(Audit.action).where(Audit.subject_type == "service").order_by(Audit.id)
        done = list(await uow.session.scalars(theirs))
    assert done == ["saved_service", "hid_service", "ended_service", "offered_service"]


async def test_old_service_is_marked_until_somebody_checks_it(
    world: World, morag: PageClient
) -> None:
    before = {"last_reviewed": (NOW - timedelta(days=400)).date().isoformat()}
    service = await add(world, morag, **before)
    assert "check it" in (await morag.get("/staff/services")).text
    checked = await press(world, morag, service, "check")
    assert checked.last_reviewed == NOW.date()
    assert "check it" not in (await morag.get("/staff/services")).text


async def test_file_that_is_loaded_later_renews_what_was_typed_and_revives_nothing(
    world: World, morag: PageClient
) -> None:
    service = await add(world, morag)
    await press(world, morag, service, "end")
    text = "name,phone,needs\nMill Street Advice,0141 496 0199,money;energy\n"
    read = read_practice_csv(text, practice_code=world.near.practice.code)
    async with world.db.begin() as uow:
        await store(uow, read.entries, world.near.practice)
    (renewed,) = await own(world)
    assert (renewed.id, renewed.phone) == (service.id, "0141 496 0199")
    assert (renewed.is_hidden, renewed.ended_at is None) == (True, False)


async def test_shared_service_and_one_of_another_practice_cannot_be_changed(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        others = [
            uow.services.add(
                Service(practice_id=whose, source="aliss", source_id=str(n), name="Walkers")
            )
            for n, whose in enumerate((None, world.far.practice.id))
        ]
    page = await morag.get("/staff/services")
    assert "Walkers" not in page.text
    assert "1 service from shared directories" in page.text
    csrf = page.form("/sign-out").fields["csrf"]
    for one in others:
        path = f"/staff/services/{world.near.practice.id}/{one.id}"
        await morag.get(path, status=404)
        for button in ("", "/hide", "/end", "/offer", "/check"):
            await morag.post(path + button, {"csrf": csrf, **TYPED}, status=404)
        assert (await world.row(Service, one.id)).name == "Walkers"


async def test_a_link_leads_back_to_where_one_came_from(world: World, morag: PageClient) -> None:
    jean = world.near.jean
    case = await morag.get(jean.path)
    for path in ("/staff/services", "/staff/replies"):
        here = f"{path}?from={jean.referral.id}"
        assert f'href="{here}" target="_blank"' in case.html  # half a text stays in its box
        page = await morag.get(here)
        assert f'href="{jean.path}"' in page.html
        assert "Back to the conversation" in page.text
        foreign = await morag.get(f"{path}?from=//evil.example")
        assert "evil.example" not in foreign.html
        assert "Back to the inbox" in foreign.text


async def test_a_manager_is_led_back_to_the_settings(manager: PageClient) -> None:
    assert "All settings" in (await manager.get("/staff/services")).text
