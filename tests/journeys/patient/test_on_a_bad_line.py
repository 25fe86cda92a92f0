"""The web chat where sendings are lost, browsers are old and many tabs are open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.journeys.conftest import Visitors

PLANNED: Final = """
window.posts = [];
window.plan = [];
window.slow = 0;
const really = window.fetch;
window.fetch = async (address, given = {}) => {
  if (given.method !== "POST") {
    await new Promise((done) => setTimeout(done, window.slow));
    return really(address, given);
  }
  window.posts.push(String(given.body));
  const what = window.plan.shift();
  if (what === "proxy") {
    const headers = { "Content-Type": "text/html" };
    return new Response("<h1>502 Bad Gateway</h1>", { status: 502, headers });
  }
  if (what === "lost") await really(address, given);
  if (what) throw new TypeError("no network");
  return really(address, given);
};
"""
"""Each sending in turn fails before it arrives, or after ("lost"), or goes through (null);
the page is told of what is new `slow` milliseconds late."""
WITHOUT_BUTTON: Final = """
window.FormData = class extends window.FormData { constructor(form) { super(form); } };
HTMLFormElement.prototype.requestSubmit = undefined;
"""
"""As before Safari 16.4, Chrome 112 and Firefox 111."""
WRITE_ALL: Final = """([plan, sent, typed]) => {
  const field = document.querySelector("#text");
  window.plan = plan;
  for (const words of sent) { field.value = words; field.form.querySelector("button").click(); }
  field.value = typed;
}"""
IN_SIGHT: Final = """(isInSight) => {
  Object.defineProperty(document, "hidden", { value: !isInSight, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def _opened(visitors: Visitors, script: str) -> Page:
    page = visitors.page(width=390, height=844)
    page.add_init_script(script)
    page.goto("/chat/demo")
    return page


def _sends(page: Page, plan: list[str | None], sent: list[str], typed: str = "") -> None:
    """Sends one after another without waiting, and types on."""
    page.evaluate(WRITE_ALL, [plan, sent, typed])


def _is_done(page: Page, posts: int) -> None:
    page.wait_for_function("count => window.posts.length >= count", arg=posts)
    expect(page.locator("[data-live]")).not_to_have_attribute("aria-busy", "true")


def _said(page: Page) -> Any:
    return page.locator(".bubble--in")


def test_words_that_did_not_arrive_all_come_back_and_the_warning_stays(visitors: Visitors) -> None:
    page = _opened(visitors, PLANNED)
    field, warning = page.get_by_label("Your message"), page.locator("[data-trouble]")

    _sends(page, ["fail", "fail"], ["he hit me again", "are you there"], "please")
    _is_done(page, 2)
    expect(field).to_have_value("he hit me again\nare you there\nplease")
    expect(warning).to_contain_text("In danger? Call 999.")

    _sends(page, ["fail", None], ["he hit me again", "are you there"])
    _is_done(page, 4)
    expect(_said(page)).to_have_count(1)
    expect(field).to_have_value("he hit me again")
    expect(warning).to_be_visible()

    field.press("Enter")
    _is_done(page, 5)
    expect(_said(page)).to_have_count(2)
    expect(warning).to_be_hidden()


def test_what_is_sent_again_because_its_answer_was_lost_counts_once(visitors: Visitors) -> None:
    page = _opened(visitors, PLANNED)

    _sends(page, ["proxy", "lost"], ["cannae pay ma leccy"])
    _is_done(page, 1)
    expect(page.locator("[data-trouble]")).to_have_text(re.compile("^We cannot tell"))
    for posts in (2, 3):
        page.get_by_label("Your message").press("Enter")
        _is_done(page, posts)

    expect(page.locator("[data-trouble]")).to_be_hidden()
    expect(_said(page)).to_have_count(1)
    expect(page.get_by_label("Your message")).to_have_value("")


def test_a_quick_answer_is_sent_once_by_keyboard_in_an_older_browser(visitors: Visitors) -> None:
    page = _opened(visitors, PLANNED + WITHOUT_BUTTON)
    page.get_by_label("Your message").fill("cannae pay ma leccy")
    page.get_by_label("Your message").press("Enter")
    quick = page.get_by_role("form", name="Quick answers").get_by_role("button").first
    expect(quick).to_be_visible()
    _is_done(page, 1)

    page.evaluate("window.slow = 400")
    quick.focus()
    with page.expect_response("**/messages"):
        page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # on what was answered: the page has not looked yet
    expect(_said(page)).to_have_count(2)
    _is_done(page, 2)

    assert page.evaluate("window.posts.length") == 2
    assert page.evaluate("document.activeElement.closest('#answers') !== null")


def test_one_press_of_escape_leaves_nothing_however_soon_or_long(visitors: Visitors) -> None:
    page = visitors.chat().page

    page.evaluate("""() => {
      for (const [timeStamp, repeat] of [[100, false], [600, true], [650, true]]) {
        const event = new KeyboardEvent("keydown", { key: "Escape", repeat });
        Object.defineProperty(event, "timeStamp", { value: timeStamp });
        document.dispatchEvent(event);
      }
    }""")

    expect(page.get_by_role("heading", name="Talk to us")).to_be_visible()


def test_tabs_at_the_back_leave_room_for_the_eighth(visitors: Visitors) -> None:
    first = visitors.chat().page
    tabs = [first]
    for _ in range(7):
        tabs[-1].evaluate(IN_SIGHT, False)
        tabs.append(first.context.new_page())
        tabs[-1].goto("/chat/demo", timeout=5000)

    with first.expect_request("**/events"), first.expect_request("**/view"):
        first.evaluate(IN_SIGHT, True)
