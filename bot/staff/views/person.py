"""One person who works here: a new link, leaving, coming back, a lost phone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from actions.account_work import AccountWork
from actions.errors import NotAllowed
from actions.give_back import give_back
from actions.second_factor import clear_second_factor
from actions.set_active import deactivate_person, reactivate_person
from actions.staff_links import reissue_link
from actions.staff_rights import Boss, find_person
from bot.staff.presenters.people import present_person
from bot.staff.views.people import HERE, link_page
from bot.staff.visit import Visit
from storage.views.staff_accounts import staff_accounts
from storage.views.workloads import cases_with, visits_to_come


async def show(visit: Visit) -> web.Response:
    boss = visit.boss
    async with visit.reading() as uow:
        staff, _ = await find_person(uow, boss, _person_id(visit))
        (account,) = await staff_accounts(uow, [staff], visit.now)
        cases = await cases_with(uow, visit.session.practice_ids, staff.id)
        visits = await visits_to_come(uow, visit.session.practice_ids, staff.id, visit.now)
    return visit.page(
        "staff/person.html",
        {
            "here": HERE,
            "person": present_person(account, boss),
            "may_clear": boss.role == "administrator",
            "cases": len(cases),
            "visits": visits,
        },
    )


async def post_link(visit: Visit) -> web.Response:
    """Make a new link and show it, once."""
    try:
        async with visit.accounting() as work:
            link = await reissue_link(work, visit.boss, _person_id(visit))
    except NotAllowed:
        return visit.back_to(_path(visit), "not_allowed")
    return link_page(visit, link)


async def post_deactivate(visit: Visit) -> web.Response:
    """Close the account; what they had goes back to the team, a person's lane at a time."""
    response = await _change(visit, deactivate_person, "person_deactivated")
    async with visit.reading() as uow:
        staff, _ = await find_person(uow, visit.boss, _person_id(visit))
        cases = await cases_with(uow, visit.session.practice_ids, staff.id)
    if not staff.is_active:
        for practice_id, referral_id in cases:
            async with visit.working(practice_id) as work:
                await give_back(work, referral_id, staff.id)
    return response


async def post_reactivate(visit: Visit) -> web.Response:
    return await _change(visit, reactivate_person, "person_reactivated")


async def post_clear_second_step(visit: Visit) -> web.Response:
    return await _change(visit, clear_second_factor, "second_step_cleared")


async def _change(
    visit: Visit, change: Callable[[AccountWork, Boss, str], Awaitable[None]], said: str
) -> web.Response:
    try:
        async with visit.accounting() as work:
            await change(work, visit.boss, _person_id(visit))
    except NotAllowed:
        said = "not_allowed"
    return visit.back_to(_path(visit), said)


def _person_id(visit: Visit) -> str:
    return visit.request.match_info["person"]


def _path(visit: Visit) -> str:
    return f"{HERE}/{_person_id(visit)}"
