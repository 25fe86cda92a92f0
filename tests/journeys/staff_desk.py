"""The staff app, by what a link worker sees and presses."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass(slots=True)
class StaffDesk:
    page: Page

    @classmethod
    def signed_in(cls, page: Page, email: str, password: str) -> StaffDesk:
        page.goto("/staff/")
        page.get_by_label("Email address").fill(email)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("heading", name="Inbox", level=1).wait_for()
        return cls(page)

    @classmethod
    def still_signed_in(cls, page: Page) -> StaffDesk | None:
        """Where the page's cookies are those of somebody who signed in before, and is still in."""
        page.goto("/staff/")
        return cls(page) if page.get_by_role("heading", name="Inbox", level=1).count() else None

    def inbox(self) -> list[str]:
        """What each row of the inbox says, from the top."""
        self.page.goto("/staff/")
        return self.page.locator("ol.inbox > li").all_inner_texts()

    def open(self, address: str) -> None:
        self.page.goto(address)

    def change(self, setting: str) -> None:
        """Follow "Change" beside a line of the settings."""
        self.page.goto("/staff/settings")
        self.page.get_by_role("link", name=f"Change {setting.lower()}").click()
        self.page.get_by_role("heading", name=setting, level=1).wait_for()

    def highlighted(self) -> list[str]:
        """The words that are marked as evidence in the open conversation."""
        return [
            mark.evaluate("mark => mark.firstChild.textContent")
            for mark in self.page.locator("mark").all()
        ]
