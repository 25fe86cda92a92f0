from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest
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


@pytest.mark.parametrize("height", [844, 480])
def test_the_newest_reply_is_in_sight_without_javascript(visitors: Visitors, height: int) -> None:
    chat = visitors.chat(width=390, height=height, java_script_enabled=False)
    expect(chat.page.get_by_text("Escape")).to_be_hidden()
    for words in ("cannae pay ma leccy", "aye", "1", "i dont see the point of going on"):
        chat.write(words)

    newest = chat.page.locator(".bubble--out").last
    expect(newest).to_contain_text("116 123")
    expect(newest).to_be_in_viewport(ratio=0.9)


def test_the_newest_reply_is_in_sight_on_a_phone_held_sideways(visitors: Visitors) -> None:
    """The page scrolls there, not the log: nobody may miss the crisis lines below its edge."""
    chat = visitors.chat(width=740, height=360)
    for words in ("cannae pay ma leccy", "i want to die"):
        chat.write(words)
        expect(chat.page.locator("li:has(.bubble--in)").last).to_contain_text(words)
        newest = chat.page.locator("li:has(.bubble--in)").last.locator("+ li .bubble--out")
        expect(newest).to_be_in_viewport(ratio=1)

    expect(newest).to_contain_text("116 123")
    chat.page.reload()
    expect(newest).to_be_in_viewport(ratio=1)


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


class PracticeSite(BaseHTTPRequestHandler):
    """A website of a practice, whose policy forbids styles; a class for each test's script."""

    body = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Security-Policy", "script-src *; style-src 'none'")
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        pass


def test_finds_the_chat_on_the_website_of_the_practice(visitors: Visitors) -> None:
    page = visitors.chat(width=320, height=640).page
    chat = page.url
    widget = chat.replace("/chat/demo", "/chat/widget.js")
    PracticeSite.body = f"<script src={widget} data-practice=demo></script>".encode()
    server = ThreadingHTTPServer(("127.0.0.1", 0), PracticeSite)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        button = page.get_by_role("link", name="Chat with a link worker")
        with page.context.expect_page() as opened:
            button.click()
        expect(opened.value).to_have_url(chat)
        expect(opened.value.get_by_role("textbox").first).to_be_visible()
    finally:
        server.shutdown()
        server.server_close()

    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
