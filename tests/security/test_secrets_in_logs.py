"""A real server at its most talkative is given every kind of secret, and breaks: it logs none."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import aiohttp

from tests.faults.service import Service, service_with_standin
from tests.standin.twilio import AUTH_TOKEN, Step

PRACTICE = "+447700900001"
PHONE = "+447700900140"
WORDS = "skint since ma Wullie lost his joab at the shipyard"
NAME = "Seonaid Auchterlonie"
BEARER = "bearer-token-nobody-may-see"
LINK = "link-token-nobody-may-see"
FEED = "feed-token-nobody-may-see"
WRONG = "wrong-password-nobody-may-see"
SIGNATURE = "c2lnbmF0dXJlIG5vYm9keSBtYXkgc2Vl"
STATE = "state-nobody-may-see"
COOKIE = "cookie-nobody-may-see"


class Talkative(Service):
    def _config(self) -> Path:
        path = Service._config(self)
        text = path.read_text().replace("log_level: INFO", "log_level: DEBUG")
        path.write_text(text)
        return path


async def everything(service: Service) -> list[int]:
    """Each way in which a secret reaches us; the statuses of the answers."""
    password = service.environment["BLETHER_DEMO_PASSWORD"]
    bearer = {"Authorization": f"Bearer {BEARER}"}
    seen: list[int] = []
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(service.url, cookie_jar=jar) as client:

        async def ask(method: str, path: str, **more: object) -> str:
            async with client.request(method, path, **more) as answer:  # type: ignore[arg-type]
                seen.append(answer.status)
                return await answer.text()

        page = await ask("GET", "/staff/sign-in?next=/staff/")
        csrf = page.split('name="csrf" value="')[1].split('"')[0]
        form = {"csrf": csrf, "email": "morag@demo.example"}
        await ask("POST", "/staff/sign-in", data={**form, "password": WRONG})
        await ask("POST", "/staff/sign-in", data={**form, "password": password})
        await ask("GET", f"/staff/search?q={NAME}")
        await ask("GET", f"/staff/join/{LINK}")
        await ask("GET", f"/calendar/{FEED}.ics")
        await ask("GET", "/api/v1/referrals", headers=bearer)
        await ask("POST", "/api/v1/referrals/x/note", headers=bearer, json={"text": WORDS})
        await ask("GET", f"/staff/sign-in/work/back?state={STATE}&code={STATE}")
        await ask("GET", "/staff/", headers={"Cookie": f"blether_staff={COOKIE}"})
        await ask(
            "POST",
            "/webhooks/twilio/messages",
            data={"Body": WORDS, "From": PHONE},
            headers={"X-Twilio-Signature": SIGNATURE},
        )
        await ask("POST", "/chat/demo/messages", data={"text": WORDS})
    return seen


async def test_no_secret_number_name_or_word_is_ever_logged(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/blether.db"
    async with service_with_standin(tmp_path, url, kind=Talkative) as (service, standin):
        standin.script(PHONE, Step(how="fail", status=500), Step(how="refuse", code=30005))
        await standin.says(PHONE, PRACTICE, WORDS)
        await standin.says(PHONE, PRACTICE, f"{NAME} 14/2/51")
        statuses = await everything(service)
        assert {200, 401, 403, 404, 422} <= set(statuses)
        # And now everything that it does goes wrong, in the middle.
        with closing(sqlite3.connect(f"{tmp_path}/blether.db")) as raw:
            for table in (
                "calendar_feed",
                "staff_link",
                "api_token",
                "search_word",
                "sign_in_failure",
            ):
                raw.execute(f"DROP TABLE {table}")
        assert 500 in await everything(service)
        await standin.says(PHONE, PRACTICE, WORDS)
        log = service.log

    assert '"trace"' in log
    secrets = {
        "the secret key": service.secret,
        "Twilio's token": AUTH_TOKEN,
        "the password": service.environment["BLETHER_DEMO_PASSWORD"],
        "a wrong password": WRONG,
        "a bearer token": BEARER,
        "a link": LINK,
        "a feed": FEED,
        "a signature": SIGNATURE,
        "a state": STATE,
        "a cookie": COOKIE,
        "a number": PHONE[3:],
        "a name": "Auchterlonie",
        "words": "Wullie",
        "an e-mail address": "morag@demo.example",
    }
    assert [what for what, secret in secrets.items() if secret in log] == []
