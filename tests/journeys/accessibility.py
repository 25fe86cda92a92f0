"""The rules of axe, on the page as it is now."""

from __future__ import annotations

from typing import Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS: Final = ((1280, 900), (320, 640))
"""A desk, and the narrowest window that WCAG asks for: a phone, or a desk four times larger."""

_LAID_OUT: Final = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Two frames after a change of width: before, axe may find the footer where the header will be."""


def assert_accessible_at_both_widths(page: Page) -> None:
    """The same at a desk's width and at 320 px, without opening the page anew for it."""
    before = page.viewport_size
    for width, height in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(_LAID_OUT)
        assert_accessible(page)
    if before is not None:
        page.set_viewport_size(before)


def assert_accessible(page: Page) -> None:
    """No violation (or axe's own report), no sideways scrolling, nothing below the end."""
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert_no_wider_than_window(page)
    end = page.evaluate("document.body.getBoundingClientRect().bottom + window.scrollY")
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height <= end + 1, f"{height - end} px of nothing below the end of the page"


def assert_no_wider_than_window(page: Page) -> None:
    """Nothing makes the page scroll sideways, once its styles are there."""
    page.wait_for_load_state()
    width = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1], f"{width[0]} px of content in a window of {width[1]} px"
