"""One person who works here: a new link, leaving, coming back, a lost phone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from actions.accounts.account_work import AccountWork
from actions.accounts.change_person import change_person, sign_out_person
from actions.accounts.second_factor import clear_second_factor
from actions.accounts.set_active import deactivate_person, reactivate_person
from actions.accounts.staff_links import reissue_link
from actions.accounts.staff_rights import Boss, find_person
from actions.basis.errors import NotAllowed
from actions.casework.give_back import give_back
from bot.staff.presenters.people import present_person
from bot.staff.views.people import HERE, LONGEST, link_page
from bot.staff.visit import Visit
from storage.models.staff import WHO_SEES_PEOPLE
from storage.views.staff_accounts import staff_accounts
from storage.views.workloads import cases_with, visits_to_come


async def show(visit: Visit) -> web.Response:
    return await _page(visit, {})


async def _page(visit: Visit, problems: dict[str, str]) -> web.Response:
    """`problems`: what is wrong with what was written of them, codes by field."""
    boss = visit.boss
    async with visit.reading() as uow:
        staff, _ = await find_person(uow, boss, _person_id(visit))
        (account,) = await staff_accounts(uow, [staff], visit.now)
        cases = await cases_with(uow, visit.session.practice_ids, staff.id)
        visits = await visits_to_come(uow, visit.session.practice_ids, staff.id, visit.now)
    here = {one.id for one in account.practices}
    chosen = _practices_chosen(visit) if problems else here
    return visit.page(
        "staff/person.html",
        {
            "here": HERE,
            "person": present_person(account, boss),
            "may_clear": boss.role == "administrator",
            "cases": len(cases),
            "visits": visits,
            "problems": problems,
            "typed_name": visit.field("name") if problems else staff.name,
            "chosen_role": visit.field("role") if problems else staff.role,
            "roles": boss.roles,
            "practices": [(one.id, one.name, one.id in chosen) for one in visit.session.practices],
        },
        status=422 if problems else 200,
    )


async def post_change(visit: Visit) -> web.Response:
    """Name, role and practices; what they had where they are no more goes back to the team."""
    boss, name = visit.boss, visit.field("name")
    role = next((one for one in boss.roles if one == visit.field("role")), None)
    practice_ids = _practices_chosen(visit)
    if len(boss.practice_ids) == 1:
        practice_ids = set(boss.practice_ids)
    problems = {
        **({} if name and len(name) <= LONGEST else {"name": "missing"}),
        **({} if practice_ids else {"practices": "missing"}),
    }
    if role is None or problems:
        return await _page(visit, problems or {"role": "missing"})
    try:
        async with visit.accounting() as work:
            await change_person(
                work, boss, _person_id(visit), name=name, role=role, practice_ids=list(practice_ids)
            )
    except NotAllowed:
        return visit.back_to(_path(visit), "not_allowed")
    sees_people = role in WHO_SEES_PEOPLE
    await _give_back_what_is_left(visit, lambda one: not sees_people or one not in practice_ids)
    return visit.back_to(_path(visit), "person_changed")


async def post_sign_out(visit: Visit) -> web.Response:
    return await _change(visit, sign_out_person, "person_signed_out")


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
    if not staff.is_active:
        await _give_back_what_is_left(visit, lambda _: True)
    return response


async def _give_back_what_is_left(visit: Visit, is_left: Callable[[str], bool]) -> None:
    """Give the team what somebody had at the practices that they do not work for any more."""
    person_id = _person_id(visit)
    async with visit.reading() as uow:
        cases = await cases_with(uow, visit.session.practice_ids, person_id)
    for practice_id, referral_id in cases:
        if is_left(practice_id):
            async with visit.working(practice_id) as work:
                await give_back(work, referral_id, person_id)


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


def _practices_chosen(visit: Visit) -> set[str]:
    return {one.id for one in visit.session.practices if visit.field(f"practice-{one.id}") == "yes"}


def _person_id(visit: Visit) -> str:
    return visit.request.match_info["person"]


def _path(visit: Visit) -> str:
    return f"{HERE}/{_person_id(visit)}"
