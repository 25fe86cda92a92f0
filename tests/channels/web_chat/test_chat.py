from __future__ import annotations

import re
from datetime import timedelta
from typing import TypeAlias

import pytest
from aiohttp import DummyCookieJar, web
from aiohttp.test_utils import TestClient, TestServer

from bot.clock import ManualClock
from bot.inbound import InboundMessage, Receipt
from storage.errors import DatabaseBusy
from tests.support.pages import QUESTION, AnsweringTurns, faults_of

Browser: TypeAlias = TestClient[web.Request, web.Application]
SEND = "/chat/demo/messages"


async def test_the_page_is_sound_and_says_nothing_in_title_or_address(browser: Browser) -> None:
    answer = await browser.get("/chat/demo")
    html = await answer.text()

    assert answer.status == 200
    assert faults_of(html) == []
    assert "<title>Chat</title>" in html
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"


async def test_an_address_that_was_cut_short_still_tells_where_help_is(browser: Browser) -> None:
    for cut in ("/chat", "/chat/", "/chat/nobody"):
        answer = await browser.get(cut)
        assert answer.status == 404
        assert "Samaritans 116 123" in await answer.text()


async def test_crisis_lines_stand_before_everything_else(browser: Browser) -> None:
    html = await (await browser.get("/chat/demo")).text()

    assert html.index('href="tel:999"') < html.index("<main")
    assert "Samaritans 116 123" in html


async def test_an_address_as_a_phone_types_it_leads_to_the_chat(browser: Browser) -> None:
    for typed in ("/chat/Demo", "/chat/demo/", "/chat/DEMO/"):
        answer = await browser.get(typed)
        assert (answer.status, answer.url.path) == (200, "/chat/demo")


async def test_an_unknown_practice_gets_a_kind_page_with_the_crisis_lines(
    browser: Browser,
) -> None:
    answer = await browser.get("/chat/nowhere")
    html = await answer.text()

    assert answer.status == 404
    assert faults_of(html) == []
    assert "tel:999" in html


async def test_a_message_is_taken_in_and_its_answer_is_on_the_page(
    browser: Browser, turns: AnsweringTurns
) -> None:
    await browser.get("/chat/demo")
    answer = await browser.post(SEND, data={"text": "skint <b>"})
    html = await answer.text()

    assert str(answer.url.path) == "/chat/demo"
    assert QUESTION in html
    assert "skint &lt;b&gt;" in html
    assert (turns.received[0].channel, turns.received[0].text) == ("web", "skint <b>")
    assert turns.received[0].contact.startswith("web:")


async def test_the_session_ends_with_the_browser_and_no_script_reads_it(browser: Browser) -> None:
    answer = await browser.get("/chat/demo")
    cookie = answer.headers["Set-Cookie"]

    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/chat/demo" in cookie
    assert "expires" not in cookie.lower() and "max-age" not in cookie.lower()


async def test_what_is_stored_does_not_open_the_chat(
    browser: Browser, turns: AnsweringTurns
) -> None:
    answer = await browser.get("/chat/demo")
    await browser.post(SEND, data={"text": "hello"})

    assert answer.cookies["blether_session"].value not in turns.received[0].contact


async def test_two_browsers_never_see_each_other(app: web.Application, browser: Browser) -> None:
    await browser.post(SEND, data={"text": "my secret"})
    async with TestClient(TestServer(app)) as other:
        html = await (await other.get("/chat/demo")).text()

    assert "my secret" not in html


async def test_a_quick_reply_sends_its_own_value(browser: Browser, turns: AnsweringTurns) -> None:
    html = await (await browser.post(SEND, data={"text": "skint"})).text()
    key = re.findall(r'name="answer" value="([^"]+)"', html)[1]
    for never in ("9" * 5000, "-1", "99", "\u0661", ""):
        offered = await browser.post(SEND, data={"answer": f"{key.partition(':')[0]}:{never}"})
        assert offered.status == 422, never[:9]
    await browser.post(SEND, data={"answer": key})

    assert (turns.received[1].text, turns.received[1].button_payload) == ("No, change it", "/no")


async def test_a_quick_reply_of_somebody_elses_chat_is_not_obeyed(
    app: web.Application, browser: Browser, turns: AnsweringTurns
) -> None:
    html = await (await browser.post(SEND, data={"text": "skint"})).text()
    key = re.findall(r'name="answer" value="([^"]+)"', html)[0]
    async with TestClient(TestServer(app)) as other:
        await other.post(SEND, data={"answer": key})

    assert len(turns.received) == 1


async def test_the_same_form_sent_twice_is_one_message(
    browser: Browser, turns: AnsweringTurns
) -> None:
    form = {"text": "aye", "id": "0123456789abcdef"}
    await browser.post(SEND, data=form)
    html = await (await browser.post(SEND, data=form)).text()

    assert html.count("</span>aye</span>") == 1


async def test_other_words_from_an_old_page_are_kept(
    browser: Browser, turns: AnsweringTurns
) -> None:
    """As after Back, or where a browser keeps the fields of a page that it loads anew."""
    await browser.post(SEND, data={"text": "hello", "id": "0123456789abcdef"})
    html = await (
        await browser.post(SEND, data={"text": "I've nae money", "id": "0123456789abcdef"})
    ).text()

    assert "nae money" in html
    assert [each.text for each in turns.received] == ["hello", "I've nae money"]


async def test_nobodys_message_is_kept_out_by_anothers_id(
    app: web.Application, browser: Browser, turns: AnsweringTurns
) -> None:
    form = {"text": "aye", "id": "0123456789abcdef"}
    await browser.post(SEND, data=form)
    async with TestClient(TestServer(app)) as other:
        html = await (await other.post(SEND, data=form)).text()

    assert "</span>aye</span>" in html


async def test_only_the_head_of_a_stream_is_not_served(browser: Browser) -> None:
    assert (await browser.head("/chat/demo/events")).status == 405


async def test_the_live_part_is_sent_again_only_when_it_changed(browser: Browser) -> None:
    await browser.post(SEND, data={"text": "one"})
    first = await browser.get("/chat/demo/view")
    same = await browser.get("/chat/demo/view", headers={"If-None-Match": first.headers["ETag"]})
    await browser.post(SEND, data={"text": "two"})
    changed = await browser.get("/chat/demo/view", headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status, same.status, changed.status) == (200, 304, 200)
    assert "two" in await changed.text()


async def test_a_form_of_another_site_is_refused(browser: Browser, turns: AnsweringTurns) -> None:
    answer = await browser.post(
        SEND, data={"text": "hello"}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status == 403
    assert turns.received == []


async def test_too_many_messages_wait_but_danger_never_does(
    browser: Browser, turns: AnsweringTurns, clock: ManualClock
) -> None:
    for number in range(20):
        await browser.post(SEND, data={"text": f"hello {number}"})
    held = await browser.post(SEND, data={"text": "one more"})
    await browser.post(SEND, data={"text": "i want to die"})
    html = await held.text()

    assert held.status == 429
    assert "Call 999" in html and "one more" in html
    assert [one.text for one in turns.received][20:] == ["i want to die"]

    clock.advance(timedelta(minutes=1))
    await browser.post(SEND, data={"text": "later"})
    assert turns.received[-1].text == "later"


async def test_a_browser_that_keeps_no_cookie_is_told_that_it_can_be_shown_no_answer(
    app: web.Application, turns: AnsweringTurns
) -> None:
    async with turns.db.begin() as uow:
        practice = await uow.practices.by_code("demo")
        assert practice is not None
        practice.settings = practice.settings.model_copy(update={"phone_to_give": "0141 496 0000"})
    async with TestClient(TestServer(app), cookie_jar=DummyCookieJar()) as browser:
        await browser.get("/chat/demo")
        answer = await browser.post(SEND, data={"text": "hello"})
        html = await answer.text()
        told = await browser.post(SEND, data={"text": "hello"}, headers={"X-Stay": "1"})

    assert "keeps no cookie" in html and "ring 0141 496 0000. In danger? Call 999." in html
    assert (told.status, told.headers["Location"]) == (204, "/chat/demo?sent=1")
    assert len(turns.received) == 2


async def test_a_cookie_that_comes_with_the_first_message_is_enough(browser: Browser) -> None:
    html = await (await browser.post(SEND, data={"text": "hello"})).text()

    assert QUESTION in html and "keeps no cookie" not in html


async def test_leaving_forgets_the_session_and_goes_somewhere_neutral(browser: Browser) -> None:
    await browser.post(SEND, data={"text": "my secret"})
    answer = await browser.get("/chat/demo/leave", allow_redirects=False)
    html = await (await browser.get("/chat/demo")).text()

    assert answer.status == 303
    assert answer.headers["Location"].startswith("https://")
    assert "blether" not in answer.headers["Location"]
    assert "my secret" not in html


@pytest.mark.parametrize("form", [{"text": "  "}, {"answer": "none:0"}, {"id": "0123456789abcdef"}])
async def test_a_message_that_says_nothing_changes_nothing_and_is_told_so(
    browser: Browser, turns: AnsweringTurns, form: dict[str, str]
) -> None:
    """As of a browser that leaves the pressed button out of what it sends."""
    answer = await browser.post(SEND, data=form)
    told = await browser.post(SEND, data=form, headers={"X-Stay": "1"})

    assert (answer.status, told.status) == (422, 422)
    assert "had no words in it" in await answer.text()
    assert "999" in await told.text()
    assert turns.received == []


async def test_however_long_a_message_is_all_of_it_is_taken(
    browser: Browser, turns: AnsweringTurns
) -> None:
    long = "a\r\n" * 10_000 + "I want to die"
    answer = await browser.post(SEND, data={"text": long})

    assert answer.status == 200
    assert [each.text for each in turns.received] == [long.replace("\r\n", "\n")]
    assert "maxlength" not in await answer.text()  # by which a browser cuts what is pasted


async def test_what_is_larger_than_any_request_may_be_is_told_so_beside_the_crisis_lines(
    browser: Browser, turns: AnsweringTurns
) -> None:
    too_long = {"text": "I want to die\r\n" * 20_000}
    answer = await browser.post(SEND, data=too_long)
    told = await browser.post(SEND, data=too_long, headers={"X-Stay": "1"})

    assert (answer.status, told.status) == (413, 413)
    assert "Samaritans 116 123" in (await answer.text()).partition("<main")[2]
    assert "999" in await told.text()
    assert turns.received == []


async def test_a_plain_form_of_our_page_is_taken_from_an_older_browser(
    browser: Browser, turns: AnsweringTurns
) -> None:
    """It names no Sec-Fetch-Site, and its Origin as the page's policy of referrers lets it."""
    page = await browser.get("/chat/demo")
    assert page.headers["Referrer-Policy"] == "same-origin"  # "no-referrer" makes it "null"
    here = str(browser.make_url("/")).rstrip("/")
    answer = await browser.post(SEND, data={"text": "hello"}, headers={"Origin": here})

    assert answer.status == 200
    assert [each.text for each in turns.received] == ["hello"]


async def test_what_could_not_be_kept_comes_back_beside_the_crisis_lines(
    browser: Browser, turns: AnsweringTurns, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(_: AnsweringTurns, inbound: InboundMessage) -> Receipt:
        raise DatabaseBusy("another process wrote for too long")

    await browser.get("/chat/demo")
    monkeypatch.setattr(AnsweringTurns, "receive", fails)
    answer = await browser.post(SEND, data={"text": "I want to die", "id": "a1"})
    html = await answer.text()

    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    assert faults_of(html) == []
    assert "nobody has read it" in html
    assert "I want to die</textarea>" in html
    assert "Samaritans 116 123" in html
