"""A code app, and somebody who sets one up."""

from __future__ import annotations

import re

import pyotp

from tests.support.page_client import Page, PageClient
from tests.support.world import PASSWORD, World

STEP = "/staff/account/second-step"


class CodeApp:
    """An authenticator that was given the key of a page, on the clock of the test."""

    def __init__(self, world: World, key: str) -> None:
        self._world = world
        self._totp = pyotp.TOTP(key.replace(" ", ""))

    def code(self, *, steps_off: int = 0) -> str:
        return self._totp.at(self._world.clock.now(), counter_offset=steps_off)

    def wrong_code(self) -> str:
        near = {self.code(steps_off=step) for step in range(-2, 3)}
        return next(code for code in ("000000", "111111", "222222") if code not in near)


async def begun(world: World, browser: PageClient) -> CodeApp:
    """Whoever is signed in in `browser` has begun to set up their second step."""
    page = await browser.get(STEP)
    shown = await browser.submit(page, "/begin", password=PASSWORD)
    return CodeApp(world, key_of(shown))


async def set_up(world: World, browser: PageClient) -> tuple[CodeApp, list[str]]:
    """The same, and has ended it; answers their app and recovery codes."""
    app = await begun(world, browser)
    done = await browser.submit(await browser.get(STEP), "/confirm", code=app.code())
    return app, codes_of(done)


def key_of(page: Page) -> str:
    found = re.search(r'class="key">([A-Z2-7 ]+)<', page.html)
    assert found, page.text
    return found[1]


def codes_of(page: Page) -> list[str]:
    return re.findall(r"<li>(\d{4} \d{4} \d{4})</li>", page.html)


def forget_cookies(world: World) -> None:
    """The same person at another browser, or another person at this one."""
    world.client.session.cookie_jar.clear()


def kept_cookies(world: World) -> dict[str, str]:
    """Those of the browser as it is signed in now, to go on with after `forget_cookies`."""
    jar = world.client.session.cookie_jar
    found = jar.filter_cookies(world.client.make_url("/staff/"))
    return {name: one.value for name, one in found.items()}
