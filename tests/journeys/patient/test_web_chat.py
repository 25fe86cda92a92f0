from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Route, expect

from tests.journeys.answers import MOST_TEXTS

if TYPE_CHECKING:
    from tests.journeys.conftest import Visitors


def test_refers_themself_on_a_small_phone(visitors: Visitors) -> None:
    chat = visitors.chat(width=320, height=640)

    chat.refer_myself()

    assert chat.texts_sent <= MOST_TEXTS
    assert chat.page.title() == "Chat"
    assert chat.page.url.endswith("/chat/demo")


def test_refers_themself_without_javascript(visitors: Visitors) -> None:
    chat = visitors.chat(width=390, height=844, java_script_enabled=False)

    chat.refer_myself()

    assert chat.texts_sent <= MOST_TEXTS


def test_leaves_at_once_by_escape_twice_and_nothing_is_left(visitors: Visitors) -> None:
    chat = visitors.chat()
    page = chat.page
    left_to: list[str] = []

    def stay_off_the_internet(route: Route) -> None:
        answer = route.fetch(max_redirects=0)
        left_to.append(answer.headers["location"])
        cookies = answer.headers.get("set-cookie", "")
        route.fulfill(headers={"set-cookie": cookies}, body="<title>Weather</title>")

    page.route("**/leave", stay_off_the_internet)
    chat.write("he checks my phone")
    pages_before = page.evaluate("history.length")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("**/leave")
    pages_after = page.evaluate("history.length")
    page.goto("/chat/demo")

    assert left_to[0].startswith("https://")
    assert pages_after == pages_before
    expect(page.get_by_role("log")).not_to_contain_text("he checks my phone")


def test_sees_the_crisis_lines_before_writing_anything(visitors: Visitors) -> None:
    page = visitors.chat(width=390, height=844).page

    expect(page.get_by_role("link", name="Call 999")).to_be_in_viewport()
    expect(page.get_by_role("link", name="Samaritans 116 123")).to_be_in_viewport()
    expect(page.get_by_role("link", name="Leave this page")).to_be_in_viewport()


def test_finds_the_chat_on_the_website_of_the_practice(visitors: Visitors) -> None:
    page = visitors.chat(width=320, height=640).page
    chat = page.url
    widget = chat.replace("/chat/demo", "/chat/widget.js")
    script = f"<script src={widget} data-practice=demo></script>"
    site = f"<title>Practice</title><main>Welcome</main>{script}"
    policy = {"Content-Security-Policy": "script-src *; style-src 'none'"}
    page.route("http://practice.example/", lambda route: route.fulfill(body=site, headers=policy))
    page.goto("http://practice.example/")
    button = page.get_by_role("link", name="Chat with a link worker")

    with page.context.expect_page() as opened:
        button.click()

    expect(opened.value).to_have_url(chat)
    expect(opened.value.get_by_role("textbox").first).to_be_visible()
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
