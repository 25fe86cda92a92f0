"""The local services of a practice's own list: the list, and each one to change."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from aiohttp import web

from actions.basis.work import Work
from actions.practice.keep_services import (
    check_service,
    end_service,
    hide_service,
    offer_service,
    own_service,
    save_service,
)
from bot.staff.faults import Faults
from bot.staff.presenters.services import (
    faults_of,
    form_of,
    need_choices,
    present_services,
    row_of,
)
from bot.staff.views.settings.frame import practice_id_of
from bot.staff.visit import Visit
from bot.staff.way_back import way_back
from storage.models import Service

LIST = "/staff/services"

_DEEDS: Mapping[str, tuple[Callable[[Work, str], Awaitable[None]], str]] = {
    "check": (check_service, "service_checked"),
    "hide": (hide_service, "service_hidden"),
    "end": (end_service, "service_ended"),
    "offer": (offer_service, "service_offered"),
}


async def show(visit: Visit) -> web.Response:
    """Every practice of this person, each with its own list."""
    async with visit.reading() as uow:
        groups = [
            (practice, present_services(await uow.services.own(practice.id), today=_today(visit)))
            for practice in visit.session.practices
        ]
        shared = await uow.services.count_shared()
    context = {"here": "/staff/settings", "groups": groups, "shared": shared}
    context["way_back"] = way_back(visit)
    return visit.page("staff/services.html", context)


async def show_new(visit: Visit) -> web.Response:
    return _form(visit, {"last_reviewed": _today(visit).isoformat()})


async def show_one(visit: Visit) -> web.Response:
    async with visit.working(practice_id_of(visit)) as work:
        service = await own_service(work, visit.request.match_info["service"])
    return _form(visit, form_of(service), service=service)


async def post_save(visit: Visit) -> web.Response:
    """Add one, or change the one in the path."""
    service_id = visit.request.match_info.get("service")
    async with visit.working(practice_id_of(visit)) as work:
        found = await save_service(work, service_id, row_of(visit.form))
        service = await own_service(work, service_id) if service_id else None
    if found:
        return _form(visit, visit.form, faults_of(found), service=service)
    return visit.back_to(LIST, "service_saved")


def deed(name: str) -> Callable[[Visit], Awaitable[web.Response]]:
    """The view of a button below the form."""
    do, said = _DEEDS[name]

    async def post(visit: Visit) -> web.Response:
        async with visit.working(practice_id_of(visit)) as work:
            await do(work, visit.request.match_info["service"])
        return visit.back_to(LIST, said)

    return post


def _today(visit: Visit) -> date:
    zone = visit.session.practices[0].timezone if visit.session.practices else "UTC"
    return visit.now.astimezone(ZoneInfo(zone)).date()


def _form(
    visit: Visit,
    form: Mapping[str, str],
    faults: Faults | None = None,
    *,
    service: Service | None = None,
) -> web.Response:
    context = {
        "here": "/staff/settings",
        "practice": visit.session.practice(practice_id_of(visit)),
        "service": service,
        "form": form,
        "faults": faults or Faults(),
        "needs": need_choices(),
    }
    return visit.page("staff/service.html", context, status=422 if faults else 200)
