"""The pretend phone at /try, by what a visitor sees and presses."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.journeys.answers import BOOKED, MOST_TEXTS, NEED, answer_to


@dataclass(slots=True)
class Phone:
    page: Page
    texts_sent: int = 0

    @classmethod
    def taken(cls, page: Page) -> Phone:
        page.goto("/try")
        return cls(page)

    @property
    def worker(self) -> Locator:
        return self.page.get_by_role("region", name="What the link worker sees")

    @property
    def number(self) -> str:
        return self.page.locator(".phone__number .number").inner_text()

    def text(self, words: str) -> str:
        """Send a text and wait for the answer; returns what was answered since, in order."""
        before = len(self._out())
        self.page.get_by_label("Text message", exact=True).fill(words)
        self.page.get_by_role("button", name="Send", exact=True).click()
        self.texts_sent += 1
        expect(self.page.locator(".bubble--out").nth(before)).to_be_visible()
        self._settle()
        return "\n".join(self._out()[before:])

    def refer_myself(self) -> str:
        """From the need to the booking; returns the text that says it is booked."""
        answered = self.text(NEED)
        while not BOOKED.search(answered):
            assert self.texts_sent < MOST_TEXTS, f"not booked yet, and asked: {answered}"
            answered = self.text(answer_to(answered))
        return answered

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button).click()
        self._settle()

    def wait_for_next(self, words: str, *, most_steps: int = 12) -> None:
        """Press "To the next thing" until a text with these words arrives."""
        for _ in range(most_steps):
            if any(words in text for text in self._out()):
                return
            self.press("To the next thing")
        raise AssertionError(f"no text said {words!r}; there were {self._out()}")

    def _out(self) -> list[str]:
        return self.page.locator(".bubble--out").all_inner_texts()

    def _settle(self) -> None:
        expect(self.page.locator("[data-live]")).not_to_have_attribute("aria-busy", "true")
