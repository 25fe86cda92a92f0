"""Help for staff, and the page that is printed for patients."""

from __future__ import annotations

from aiohttp import web

from bot.helplines import helplines_path
from bot.staff.presenters.patient_guide import present_guide
from bot.staff.visit import Visit


async def show(visit: Visit) -> web.Response:
    return visit.page(
        "staff/help.html",
        {"here": "/staff/help", "has_simulator": visit.desk.settings.is_demo},
    )


async def show_guides(visit: Visit) -> web.Response:
    """Straight to the only practice's guide; a choice where there are several."""
    practices = visit.session.practices
    if len(practices) == 1:
        return visit.back_to(f"/staff/patient-guide/{practices[0].id}")
    return visit.page("staff/patient_guides.html", {"here": "/staff/help"})


async def show_guide(visit: Visit) -> web.Response:
    """A4, in English or in another language that the flows speak."""
    practice_id = visit.request.match_info["practice"]
    if practice_id not in visit.session.practice_ids:
        raise web.HTTPNotFound
    config = visit.desk.settings.config
    languages = (config.language, *config.additional_languages)
    asked = visit.request.query.get("language", "")
    async with visit.reading() as uow:
        practice = await uow.practices.get(practice_id)
    if practice is None:
        raise web.HTTPNotFound
    guide = present_guide(
        practice,
        helplines=helplines_path(config),
        public_url=visit.desk.settings.public_url,
        language=asked if asked in languages else config.language,
    )
    context = {"here": "/staff/help", "guide": guide, "languages": languages, "id": practice_id}
    return visit.page("staff/patient_guide.html", context)
