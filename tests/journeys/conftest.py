"""A real server of the demonstration practice, and a real Chromium to visit it with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, sync_playwright

from tests.journeys.chat import Chat
from tests.journeys.phone import Phone
from tests.journeys.staff_desk import StaffDesk
from tests.support.lacking import lacks
from tests.support.ports import free_port

NAMES: Final = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
"""The first is the same browser without windows, and needs a fifth less of the processor."""
PASSWORD: Final = "only for this test"
START_SECONDS: Final = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    url: str
    password: str
    environment: dict[str, str]
    """What the server was started with."""
    sessions: dict[str, StorageState] = field(default_factory=dict)
    """The cookies of who signed in before, by email address."""

    def run(self, *command: str) -> str:
        """A `blether` command on the machine of the server; what it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "bot", *command],
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout


def _chromium() -> str | None:
    given = os.environ.get("BLETHER_CHROMIUM")
    return given or next(filter(None, map(shutil.which, NAMES)), None)


# Playwright's loop runs while it is open, and asynchronous tests of other modules need their own.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = _chromium()
    if path is None:
        lacks("chromium", "no Chromium found; install one, or name it in BLETHER_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-quic", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`blether demo` as a process of its own, on an empty database."""
    folder = tmp_path_factory.mktemp("demo")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'demo.db'}",
        "BLETHER_SECRET_KEY": "a secret for journeys only",
        "BLETHER_PUBLIC_URL": url,
        "BLETHER_DEMO_PASSWORD": PASSWORD,
    }
    log = folder / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "bot", "demo", "--port", str(port)],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_up(url, server, log)
            yield Site(url=url, password=PASSWORD, environment=environment)
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait_until_up(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            pytest.fail(f"the server stopped: {log.read_text('utf-8')[-3000:]}")
        try:
            with urlopen(f"{url}/health/live", timeout=2):
                return
        except (URLError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"the server is not up after {START_SECONDS} seconds")


@dataclass(slots=True)
class Visitors:
    """Opens a browser of its own for each visitor, and keeps what their consoles complain of."""

    chromium: Browser
    site: Site
    contexts: list[BrowserContext]
    complaints: list[str]

    def page(self, *, width: int = 1280, height: int = 900, **more: Any) -> Page:
        context = self.chromium.new_context(
            base_url=self.site.url, viewport={"width": width, "height": height}, **more
        )
        context.set_default_timeout(20_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text) if "Security Policy" in message.text else None
            ),
        )
        return page

    def phone(self, **more: Any) -> Phone:
        return Phone.taken(self.page(**more))

    def chat(self, **more: Any) -> Chat:
        return Chat.opened(self.page(**more))

    def link_worker(self, **more: Any) -> StaffDesk:
        return self._desk_of("morag@demo.example", **more)

    def practice_manager(self, **more: Any) -> StaffDesk:
        return self._desk_of("manager@demo.example", **more)

    def _desk_of(self, email: str, **more: Any) -> StaffDesk:
        """Signed in by the form once, and by the same session until something ends it."""
        kept = self.site.sessions.get(email)
        if kept is not None:
            desk = StaffDesk.still_signed_in(self.page(storage_state=kept, **more))
            if desk is not None:
                return desk
        desk = StaffDesk.signed_in(self.page(**more), email, self.site.password)
        self.site.sessions[email] = desk.page.context.storage_state()
        return desk


@pytest.fixture
def visitors(chromium: Browser, site: Site) -> Iterator[Visitors]:
    """Whoever visits in this test; at its end no page may have broken our own safety policy."""
    made = Visitors(chromium=chromium, site=site, contexts=[], complaints=[])
    yield made
    for context in made.contexts:
        context.close()
    assert made.complaints == []
