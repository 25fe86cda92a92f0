"""The web chat of the demonstration practice, by what a visitor sees and presses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.journeys.answers import BOOKED, MOST_TEXTS, NEED, answer_to


@dataclass(slots=True)
class Chat:
    page: Page
    texts_sent: int = 0

    @classmethod
    def opened(cls, page: Page) -> Chat:
        page.goto("/chat/demo")
        return cls(page)

    def write(self, words: str) -> str:
        """Send a message and wait for the answer; returns what was answered since."""
        self.page.get_by_label("Your message").fill(words)
        return self._send(lambda: self.page.get_by_role("button", name="Send").click())

    def tap_first(self) -> str:
        """Tap the first quick answer."""
        quick = self.page.get_by_role("form", name="Quick answers").get_by_role("button").first
        return self._send(quick.click)

    def refer_myself(self) -> str:
        """From the need to the booking, tapping where one can; returns the last answer."""
        answered = self.write(NEED)
        while not BOOKED.search(answered):
            assert self.texts_sent < MOST_TEXTS, f"not booked yet, and asked: {answered}"
            can_tap = self.page.get_by_role("form", name="Quick answers").is_visible()
            answered = self.tap_first() if can_tap else self.write(answer_to(answered))
        return answered

    def _send(self, act: Callable[[], None]) -> str:
        before = len(self._out())
        act()
        self.texts_sent += 1
        expect(self.page.locator(".bubble--out").nth(before)).to_be_visible()
        expect(self.page.locator("[data-live]")).not_to_have_attribute("aria-busy", "true")
        return "\n".join(self._out()[before:])

    def _out(self) -> list[str]:
        return self.page.locator(".bubble--out").all_inner_texts()
