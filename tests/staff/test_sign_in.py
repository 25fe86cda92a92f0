from datetime import timedelta

from sqlalchemy import select

from bot.settings import WebConfig
from bot.staff.session import COOKIE
from storage.models import Audit, StaffSession
from tests.support.page_client import PageClient
from tests.support.world import PASSWORD, World


async def test_right_password_opens_the_inbox(world: World, browser: PageClient) -> None:
    page = await browser.sign_in(world.near.worker.email.upper(), PASSWORD)
    assert page.path == "/staff/"
    assert "Inbox" in page.title


async def test_page_asked_for_before_sign_in_is_opened_after_it(
    world: World, browser: PageClient
) -> None:
    asked = await browser.get("/staff/appointments")
    assert asked.path.startswith("/staff/sign-in")
    page = await browser.submit(asked, "/sign-in", email=world.near.worker.email, password=PASSWORD)
    assert page.path == "/staff/appointments"


async def test_sign_in_never_sends_anyone_to_another_site(
    world: World, browser: PageClient
) -> None:
    for elsewhere in ("https://evil.example/", "//evil.example", "/staff//evil", "/staff/\\evil"):
        page = await browser.get("/staff/sign-in")
        await browser.submit(
            page,
            "/sign-in",
            email=world.near.worker.email,
            password=PASSWORD,
            next=elsewhere,
        )
        world.client.session.cookie_jar.clear()
        page = await browser.get("/staff/sign-in?next=" + elsewhere)
        assert page.form("/sign-in").fields["next"] == "/staff/"


async def test_wrong_password_and_unknown_address_look_the_same(
    world: World, browser: PageClient
) -> None:
    page = await browser.get("/staff/sign-in")
    wrong = await browser.submit(
        page, "/sign-in", email=world.near.worker.email, password="no", status=422
    )
    unknown = await browser.submit(
        page, "/sign-in", email="who@near.example", password="no", status=422
    )
    assert "do not go together" in wrong.text
    assert wrong.text == unknown.text


async def test_five_failures_lock_an_address_for_a_quarter_of_an_hour(
    world: World, browser: PageClient
) -> None:
    page = await browser.get("/staff/sign-in")
    email = world.near.worker.email
    for _ in range(5):
        await browser.submit(page, "/sign-in", email=email, password="no", status=422)
    locked = await browser.submit(page, "/sign-in", email=email, password=PASSWORD, status=429)
    assert "locked for 15 minutes" in locked.text
    await browser.submit(page, "/sign-in", email=world.near.manager.email, password=PASSWORD)
    world.client.session.cookie_jar.clear()
    world.clock.advance(timedelta(minutes=16))
    assert (await browser.sign_in(email, PASSWORD)).path == "/staff/"


async def test_sign_in_form_from_elsewhere_is_refused(world: World, browser: PageClient) -> None:
    page = await browser.get("/staff/sign-in")
    refused = await browser.submit(
        page,
        "/sign-in",
        email=world.near.worker.email,
        password=PASSWORD,
        csrf="forged",
        status=422,
    )
    assert "expired" in refused.text


async def test_cookie_is_http_only_and_only_its_hash_is_kept(
    world: World, browser: PageClient
) -> None:
    await browser.sign_in(world.near.worker.email, PASSWORD)
    cookies = {one.key: one for one in world.client.session.cookie_jar}
    cookie = cookies[COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/staff"
    async with world.db.read() as uow:
        kept = (await uow.session.scalars(select(StaffSession))).all()
    assert [cookie.value in (one.token_hash, one.csrf, one.id) for one in kept] == [False]


async def test_signing_out_ends_the_session_for_good(world: World, morag: PageClient) -> None:
    cookie = next(one for one in world.client.session.cookie_jar if one.key == COOKIE)
    out = await morag.submit(await morag.get("/staff/"), "/sign-out")
    assert "You are signed out" in out.text
    world.client.session.cookie_jar.update_cookies({COOKIE: cookie.value})
    assert (await morag.get("/staff/")).path.startswith("/staff/sign-in")


async def test_session_ends_by_itself_after_a_working_day(world: World, morag: PageClient) -> None:
    world.clock.advance(timedelta(hours=11))
    assert (await morag.get("/staff/")).path.startswith("/staff/sign-in")


async def test_sign_in_is_in_the_audit_trail(world: World, browser: PageClient) -> None:
    await browser.sign_in(world.near.worker.email, PASSWORD)
    async with world.db.read() as uow:
        found = await uow.session.scalars(select(Audit).where(Audit.action == "signed_in"))
    assert [one.actor for one in found] == [f"staff:{world.near.worker.id}"]


async def test_a_conversation_left_open_keeps_nobody_signed_in(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    fields = {"csrf": page.form("/note").fields["csrf"]}
    idle = timedelta(minutes=WebConfig().idle_minutes)
    for _ in range(4):  # its page says every now and then that it is open
        world.clock.advance(idle / 3)
        await world.client.post(f"{world.near.jean.path}/looking", data=fields)
    assert (await morag.get("/staff/")).path.startswith("/staff/sign-in")
