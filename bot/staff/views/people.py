"""Who works here, and inviting somebody."""

from __future__ import annotations

import re

from aiohttp import web

from actions.accounts.invite_person import AddressTaken, invite_person
from actions.accounts.staff_links import NewLink
from bot.staff.presenters.people import present_person
from bot.staff.visit import Visit
from storage.views.staff_accounts import staff_accounts

HERE = "/staff/people"
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
LONGEST = 200


async def show(visit: Visit) -> web.Response:
    boss = visit.boss
    async with visit.reading() as uow:
        staff = await uow.staff.all_of(boss.practice_ids)
        accounts = await staff_accounts(uow, staff, visit.now)
    people = [present_person(one, boss) for one in accounts]
    return visit.page(
        "staff/people.html",
        {
            "here": HERE,
            "people": [one for one in people if one.standing == "active"],
            "invited": [one for one in people if one.standing in ("invited", "invitation_over")],
            "gone": [one for one in people if one.standing == "deactivated"],
        },
    )


async def show_invite(visit: Visit) -> web.Response:
    return _invite_page(visit, {})


async def post_invite(visit: Visit) -> web.Response:
    """Make an account and show its link, once."""
    boss = visit.boss
    practice_ids = [
        one.id for one in visit.session.practices if visit.field(f"practice-{one.id}") == "yes"
    ]
    if len(boss.practice_ids) == 1:
        practice_ids = list(boss.practice_ids)
    role = next((one for one in boss.roles if one == visit.field("role")), None)
    problems = _problems(visit, role=role, practice_ids=practice_ids)
    if problems or role is None:
        return _invite_page(visit, problems)
    try:
        async with visit.accounting() as work:
            link = await invite_person(
                work,
                boss,
                name=visit.field("name"),
                email=visit.field("email"),
                role=role,
                practice_ids=practice_ids,
            )
    except AddressTaken:
        return _invite_page(visit, {"email": "taken"})
    return link_page(visit, link)


def link_page(visit: Visit, link: NewLink) -> web.Response:
    """The one page that ever shows a link."""
    return visit.page(
        "staff/new_link.html",
        {
            "here": HERE,
            "link": f"{visit.desk.settings.public_url}/staff/join/{link.token}",
            "is_invitation": link.purpose == "invitation",
            "name": link.person.name,
            "until": link.expires_at,
        },
    )


def _problems(visit: Visit, *, role: str | None, practice_ids: list[str]) -> dict[str, str]:
    """What is wrong with an invitation: codes by field."""
    found = {}
    name, email = visit.field("name"), visit.field("email")
    if not name or len(name) > LONGEST:
        found["name"] = "missing"
    if not _ADDRESS.fullmatch(email) or len(email) > LONGEST:
        found["email"] = "wrong"
    if role is None:
        found["role"] = "missing"
    if not practice_ids:
        found["practices"] = "missing"
    return found


def _invite_page(visit: Visit, problems: dict[str, str]) -> web.Response:
    chosen = {one.id for one in visit.session.practices if visit.field(f"practice-{one.id}")}
    return visit.page(
        "staff/invite.html",
        {
            "here": HERE,
            "problems": problems,
            "typed": {name: visit.field(name) for name in ("name", "email", "role")},
            "roles": visit.boss.roles,
            "practices": [(one.id, one.name, one.id in chosen) for one in visit.session.practices],
        },
        status=422 if problems else 200,
    )
