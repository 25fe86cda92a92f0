"""The caseload of a link worker, or of the whole practice. Looking at it is written down."""

from __future__ import annotations

from collections.abc import Container

from aiohttp import web

from actions.basis.audit import record
from bot.staff.presenters.caseload import ORDERS, SHOWS, Chosen, present_caseload
from bot.staff.visit import Visit
from bot.understanding import NEEDS
from storage.models import Staff
from storage.views.caseload import caseload
from storage.views.dossiers import staff_of


async def show(visit: Visit) -> web.Response:
    ids = list(visit.session.practice_ids)
    async with visit.reading() as uow:
        staff = await staff_of(uow, ids)
        practices = await uow.staff.practices_of(visit.session.staff_id)
        chosen = _chosen(visit, staff)
        wanted = [one.id for one in visit.session.practices if chosen.practice in ("", one.code)]
        rows = await caseload(
            uow,
            wanted,
            staff_id=_whose(visit, chosen),
            is_unassigned=chosen.whose == "nobody",
            need=chosen.need or None,
        )
    for practice_id in {one.referral.practice_id for one in rows}:
        async with visit.working(practice_id) as work:
            record(
                work,
                "saw_caseload",
                practice_id,
                subject_type="practice",
                detail={"whose": chosen.whose, "people": len(rows)},
            )
    view = present_caseload(
        rows,
        staff=staff,
        practices=practices,
        chosen=chosen,
        session=visit.session,
        now=visit.now,
    )
    return visit.page("staff/caseload.html", {"here": "/staff/caseload", "caseload": view})


def _whose(visit: Visit, chosen: Chosen) -> str | None:
    """The member of staff whose people are wanted; None for everyone's and nobody's."""
    if chosen.whose in ("all", "nobody"):
        return None
    return visit.session.staff_id if chosen.whose == "mine" else chosen.whose


def _chosen(visit: Visit, staff: dict[str, Staff]) -> Chosen:
    """The filters of the address; what is not one we know is left out."""
    query = visit.request.query
    usual = "mine" if visit.session.role == "link_worker" else "all"
    whose = query.get("whose", usual)
    page = query.get("page", "1")
    codes = {one.code for one in visit.session.practices}
    return Chosen(
        whose=whose if whose in {"mine", "all", "nobody", *staff} else usual,
        show=_known(query.get("show", ""), SHOWS),
        need=_known(query.get("need", ""), NEEDS),
        practice=_known(query.get("practice", ""), codes),
        order=_known(query.get("order", ""), ORDERS),
        page=max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1,
    )


def _known(value: str, known: Container[str]) -> str:
    return value if value in known else ""
