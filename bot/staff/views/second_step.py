"""One's own second step: set it up, new recovery codes, turn it off."""

from __future__ import annotations

from aiohttp import web

from actions.accounts.second_factor import (
    RECOVERY_CODES,
    begin_second_factor,
    confirm_second_factor,
    renew_recovery_codes,
    turn_off_second_factor,
    waiting_secret,
)
from actions.basis.errors import NotAllowed
from bot.staff.presenters.account import present_enrolment
from bot.staff.route import SECOND_STEP
from bot.staff.views.account import HERE, password_problem
from bot.staff.visit import Visit


async def show(visit: Visit) -> web.Response:
    return await _render(visit)


async def _render(visit: Visit, *, problem: str = "", at: str = "") -> web.Response:
    me = visit.session
    async with visit.reading() as uow:
        staff = await uow.staff.get(me.staff_id)
        is_on = await uow.second_factors.is_on(me.staff_id)
        secret = await waiting_secret(uow, me.staff_id, visit.now)
        left = await uow.second_factors.codes_left(me.staff_id)
    if staff is None:
        raise web.HTTPNotFound
    return visit.page(
        "staff/second_step.html",
        {
            "here": HERE,
            "is_on": is_on,
            "enrolment": present_enrolment(secret, staff.email) if secret else None,
            "codes_left": left,
            "codes_in_all": RECOVERY_CODES,
            "is_required": visit.desk.settings.config.web.second_factor == "required",
            "problem": problem,
            "problem_at": at,
        },
        status=422 if problem else 200,
    )


async def post_begin(visit: Visit) -> web.Response:
    """Make a secret and show it. The password is asked for: this decides who gets in later."""
    problem = await password_problem(visit, visit.form.get("password", ""))
    if problem:
        return await _render(visit, problem=problem, at="password")
    try:
        async with visit.accounting() as work:
            await begin_second_factor(work, visit.session.staff_id)
    except NotAllowed:
        return visit.back_to(SECOND_STEP, "not_allowed")
    return visit.back_to(SECOND_STEP)


async def post_confirm(visit: Visit) -> web.Response:
    """Turn it on by a first code. The recovery codes are in this one answer and nowhere else."""
    try:
        async with visit.accounting() as work:
            codes = await confirm_second_factor(
                work, visit.session.staff_id, visit.field("code"), session_id=visit.session.id
            )
    except NotAllowed:
        async with visit.reading() as uow:
            is_on = await uow.second_factors.is_on(visit.session.staff_id)
        # The page of the codes, read anew, sends its form a second time.
        return visit.back_to(SECOND_STEP, "second_step_on" if is_on else "enrolment_over")
    if not codes:
        return await _render(visit, problem="wrong", at="code")
    return _codes_page(visit, codes, is_new=True)


async def post_codes(visit: Visit) -> web.Response:
    """Ten new recovery codes instead of the old ones."""
    problem = await password_problem(visit, visit.form.get("password", ""))
    if problem:
        return await _render(visit, problem=problem, at="password-codes")
    try:
        async with visit.accounting() as work:
            codes = await renew_recovery_codes(work, visit.session.staff_id)
    except NotAllowed:
        return visit.back_to(SECOND_STEP, "not_allowed")
    return _codes_page(visit, codes, is_new=False)


async def post_off(visit: Visit) -> web.Response:
    """Turn it off. Where it is required, the next page asks to set it up again."""
    problem = await password_problem(visit, visit.form.get("password", ""))
    if problem:
        return await _render(visit, problem=problem, at="password-off")
    async with visit.accounting() as work:
        await turn_off_second_factor(work, visit.session.staff_id)
    return visit.back_to(HERE, "second_step_off")


def _codes_page(visit: Visit, codes: tuple[str, ...], *, is_new: bool) -> web.Response:
    return visit.page("staff/recovery_codes.html", {"here": HERE, "codes": codes, "is_new": is_new})
