"""What the settings pages share: the practice of the address, and the page around a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from actions.basis.errors import NotFound
from bot.staff.faults import Faults
from bot.staff.visit import Visit
from storage.models import Practice
from storage.unit_of_work import UnitOfWork

HUB = "/staff/settings"


def practice_id_of(visit: Visit) -> str:
    """The practice of the address; raises NotFound for one that is not this person's."""
    practice_id = visit.request.match_info["practice"]
    if practice_id not in visit.session.practice_ids:
        raise NotFound("There is no such practice.")
    return practice_id


async def practice_of(visit: Visit, uow: UnitOfWork) -> Practice:
    """The practice of the address with its settings; raises NotFound as above."""
    practice = await uow.practices.get(practice_id_of(visit))
    if practice is None:
        raise NotFound("There is no such practice.")
    return practice


def render(
    visit: Visit,
    page: str,
    practice: Practice,
    context: Mapping[str, Any],
    faults: Faults | None = None,
) -> web.Response:
    """staff/settings/PAGE.html; a form that was refused is answered with 422."""
    shown = {"here": HUB, "practice": practice, "faults": faults or Faults(), **context}
    return visit.page(f"staff/settings/{page}.html", shown, status=422 if faults else 200)


def saved(visit: Visit, said: str = "settings_saved") -> web.Response:
    return visit.back_to(HUB, said)


def is_preview(visit: Visit) -> bool:
    """Whether the Preview button was pressed: show what would be, keep nothing."""
    return visit.field("preview") == "yes"
