"""The rules of axe, on the page as it is now."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def assert_accessible(page: Page) -> None:
    """No violation (or axe's own report), no sideways scrolling, nothing below the end."""
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    width = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1], f"{width[0]} px of content in a window of {width[1]} px"
    end = page.evaluate("document.body.getBoundingClientRect().bottom + window.scrollY")
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height <= end + 1, f"{height - end} px of nothing below the end of the page"
