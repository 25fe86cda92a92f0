"""One's own account: the password, and everywhere that one is signed in."""

from __future__ import annotations

from aiohttp import web

from actions.accounts.change_password import change_password
from actions.basis.errors import NotFound
from bot.staff import session as sessions
from bot.staff.password_tries import begin_try
from bot.staff.passwords import MINIMUM_LENGTH, hash_in_thread, is_right, problem_of
from bot.staff.presenters.account import present_sessions
from bot.staff.visit import Visit

HERE = "/staff/account"


async def show(visit: Visit) -> web.Response:
    return await _render(visit)


async def _render(visit: Visit, *, problem: str = "") -> web.Response:
    me = visit.session
    async with visit.reading() as uow:
        staff = await uow.staff.get(me.staff_id)
        live = await uow.sessions.live_of(
            me.staff_id, visit.now, seen_since=sessions.oldest_sight(visit.desk, visit.now)
        )
        is_on = await uow.second_factors.is_on(me.staff_id)
    if staff is None:
        raise web.HTTPNotFound
    return visit.page(
        "staff/account.html",
        {
            "here": HERE,
            "email": staff.email,
            "sessions": present_sessions(live, own_id=me.id),
            "has_second_factor": is_on,
            "is_required": visit.desk.settings.config.web.second_factor == "required",
            "problem": problem,
            "minimum": MINIMUM_LENGTH,
        },
        status=422 if problem else 200,
    )


async def post_password(visit: Visit) -> web.Response:
    """Change the password; every session ends, and this browser goes on in a new one."""
    me = visit.session
    async with visit.reading() as uow:
        staff = await uow.staff.get(me.staff_id)
    if staff is None:
        raise web.HTTPNotFound
    problem = await password_problem(visit, visit.form.get("current", ""))
    new = visit.form.get("password", "")
    problem = problem or problem_of(new, visit.form.get("again", ""), email=staff.email)
    if problem:
        return await _render(visit, problem=problem)
    password_hash = await hash_in_thread(new)
    async with visit.reading() as uow:
        begun = await uow.sessions.get(me.id)
    async with visit.accounting() as work:
        await change_password(work, me.staff_id, password_hash)
    response = visit.back_to(HERE, "password_changed")
    started_with = begun.started_with if begun and begun.started_with else "password"
    token = await sessions.start(visit.desk, visit.request, me.staff_id, started_with)
    sessions.set_cookie(response, visit.desk, token)
    return response


async def password_problem(visit: Visit, password: str) -> str:
    """Why this is not the password of who is here, "" if it is: "wrong" or "locked".

    A desk left unlocked must not become a place to guess at: failures count as at the sign-in.
    """
    async with visit.reading() as uow:
        staff = await uow.staff.get(visit.session.staff_id)
    if staff is None:
        return "wrong"
    tried = await begin_try(visit.desk, staff.email)
    if tried is None:
        return "locked"
    if not await is_right(password, staff.password_hash):
        return "wrong"
    async with visit.accounting() as work:
        await work.uow.sessions.forget_failure(tried)
    return ""


async def post_end_session(visit: Visit) -> web.Response:
    """End one of one's own sessions; another's is not there."""
    ended_id = visit.request.match_info["session"]
    async with visit.accounting() as work:
        if not await work.uow.sessions.end_one_of(visit.session.staff_id, ended_id, visit.now):
            raise NotFound("You have no such session.")
        await work.record("ended_session", visit.session.staff_id)
    return visit.back_to(HERE, "session_ended")


async def post_end_others(visit: Visit) -> web.Response:
    async with visit.accounting() as work:
        me = visit.session
        await work.uow.sessions.end_all_of(me.staff_id, visit.now, but=me.id)
        await work.record("ended_other_sessions", me.staff_id)
    return visit.back_to(HERE, "sessions_ended")
