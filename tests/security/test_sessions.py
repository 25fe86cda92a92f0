"""A session is new at each step of signing in, ends by itself, and its cookie goes nowhere else."""

from __future__ import annotations

from datetime import timedelta

import pyotp
from sqlalchemy import select

from bot.staff import half_way
from bot.staff.session import COOKIE
from storage.models import SecondFactor, StaffSession
from storage.private import Secret
from tests.security.conftest import House
from tests.support.world import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


async def is_open(house: House, value: str) -> bool:
    headers = {"Cookie": f"{COOKIE}={value}"}
    async with house.bare.get("/staff/", headers=headers, allow_redirects=False) as answer:
        return answer.status == 200


async def sign_in_over_http(house: House, email: str, **extra: str) -> list[str]:
    """By hand, since the public address is https and this client's is not: secure cookies are
    carried over. Answers the Set-Cookie lines."""
    async with house.bare.get("/staff/sign-in") as page:
        form = page.headers["Set-Cookie"].split(";")[0]
        html = await page.text()
    csrf = html.split('name="csrf" value="')[1].split('"')[0]
    fields = {"csrf": csrf, "email": email, "password": PASSWORD, "next": "/staff/"}
    headers = {"Cookie": "; ".join([form, *(f"{k}={v}" for k, v in extra.items())])}
    async with house.bare.post(
        "/staff/sign-in", data=fields, headers=headers, allow_redirects=False
    ) as answer:
        return answer.headers.getall("Set-Cookie", [])


def session_of(lines: list[str]) -> str:
    (line,) = [one for one in lines if one.startswith(f"{COOKIE}=")]
    return line.split("=", 1)[1].split(";")[0]


async def test_a_session_that_was_planted_is_not_the_one_that_is_signed_in(house: House) -> None:
    lines = await sign_in_over_http(house, house.near.worker.email, **{COOKIE: "chosen-by-evil"})
    assert session_of(lines) != "chosen-by-evil"
    assert await is_open(house, session_of(lines))
    assert not await is_open(house, "chosen-by-evil")


async def test_signing_in_again_ends_the_session_of_before(house: House) -> None:
    first = session_of(await sign_in_over_http(house, house.near.worker.email))
    second = session_of(await sign_in_over_http(house, house.near.manager.email, **{COOKIE: first}))
    assert first != second
    assert not await is_open(house, first)
    assert await is_open(house, second)


async def test_the_first_step_opens_nothing_and_the_second_has_a_session_of_its_own(
    house: House,
) -> None:
    async with house.parts.db.begin() as uow:
        factor = SecondFactor(
            staff_id=house.near.worker.id, secret=Secret(SECRET), created_at=house.clock.now()
        )
        factor.confirmed_at = house.clock.now()
        uow.second_factors.add(factor)
    old = session_of(await sign_in_over_http(house, house.near.manager.email))
    lines = await sign_in_over_http(house, house.near.worker.email, **{COOKIE: old})
    assert not any(one.startswith(f"{COOKIE}=") for one in lines)
    (half,) = [one.split(";")[0] for one in lines if one.startswith(half_way.COOKIE)]
    assert not await is_open(house, half.split("=", 1)[1])

    async with house.bare.get("/staff/sign-in/code", headers={"Cookie": half}) as page:
        form = next(one for one in page.headers.getall("Set-Cookie") if "blether_sign_in" in one)
        html = await page.text()
    csrf = html.split('name="csrf" value="')[1].split('"')[0]
    code = pyotp.TOTP(SECRET).at(house.clock.now())
    headers = {"Cookie": "; ".join([half, form.split(";")[0], f"{COOKIE}={old}"])}
    async with house.bare.post(
        "/staff/sign-in/code",
        data={"csrf": csrf, "code": code},
        headers=headers,
        allow_redirects=False,
    ) as answer:
        token = session_of(answer.headers.getall("Set-Cookie"))
    assert await is_open(house, token)
    assert not await is_open(house, old)


async def test_every_cookie_is_held_from_scripts_other_sites_and_plain_http(house: House) -> None:
    lines = await sign_in_over_http(house, house.near.worker.email)
    for path in ("/staff/sign-in", "/chat/near"):
        async with house.bare.get(path) as answer:
            lines += answer.headers.getall("Set-Cookie", [])
    names = {line.split("=")[0] for line in lines}
    assert {COOKIE, "blether_sign_in", "blether_session"} <= names
    for line in lines:
        flags = {each.strip().lower().split("=")[0] for each in line.split(";")[1:]}
        if "expires" in flags and '=""' in line:
            continue  # one that is taken away
        assert {"httponly", "secure", "samesite", "path"} <= flags, line
        assert "domain" not in flags, line
        assert "samesite=none" not in line.lower(), line


async def test_a_session_ends_when_idle_and_at_last_whatever_is_done(house: House) -> None:
    web = house.parts.settings.config.web
    idle, last = timedelta(minutes=web.idle_minutes), timedelta(hours=web.session_hours)
    token = session_of(await sign_in_over_http(house, house.near.worker.email))
    began = house.clock.now()
    while house.clock.now() - began < last - idle:
        assert await is_open(house, token)
        house.clock.advance(idle - timedelta(minutes=2))
    assert await is_open(house, token)
    house.clock.advance(began + last - house.clock.now())
    assert not await is_open(house, token)

    token = session_of(await sign_in_over_http(house, house.near.worker.email))
    house.clock.advance(idle + timedelta(minutes=2))
    assert not await is_open(house, token)


async def test_no_cookie_or_link_is_kept_as_itself(house: House) -> None:
    token = session_of(await sign_in_over_http(house, house.near.worker.email))
    async with house.parts.db.read() as uow:
        kept = (await uow.session.scalars(select(StaffSession))).all()
    assert kept
    for one in kept:
        assert token not in (one.id, one.csrf, one.token_hash)
