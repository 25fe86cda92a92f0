"""A stand-in for Twilio: a real HTTP server that speaks its Messages API and calls webhooks.

It accepts, refuses, hangs, fails or cuts the connection by a script for each number, keeps
everything it was given, signs its webhooks as Twilio does, and can play the patient's phone.
Run by itself: `python -m tests.standin.twilio --port 9001 --target http://127.0.0.1:8080`.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import secrets
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import aiohttp
from aiohttp import web

from tests.standin.answers import cut, is_authorised, problem
from tests.standin.texts import ACCOUNT_SID, AUTH_TOKEN, Step, Text, sign

__all__ = ["ACCOUNT_SID", "AUTH_TOKEN", "Step", "Text", "TwilioStandIn", "sign"]


class TwilioStandIn:
    """Start it with `async with`; `url` is its address, `texts` what it was given."""

    def __init__(
        self,
        *,
        target: str = "http://127.0.0.1:8080",
        public_url: str | None = None,
        port: int = 0,
        reports: Iterable[str] = (),
        reporting: Callable[[Text], Iterable[tuple[float, str]]] | None = None,
        latency: Callable[[], float] = lambda: 0,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.texts: list[Text] = []
        self.requests = 0
        self.busy = 0
        """Sends that are being answered at this moment."""
        self.is_sending = asyncio.Event()
        self.lookups = 0
        self.are_lookups_down = False
        self.has_texts = asyncio.Event()
        self.target = target.rstrip("/")
        self.public_url = (public_url or target).rstrip("/")
        self.reports = tuple(reports)
        self.reporting = reporting or (lambda text: [(0, status) for status in self.reports])
        """Which receipts a text gets, each so many seconds after the one before."""
        self.latency = latency
        """Seconds between taking a text and saying so."""
        self._now = now
        self._port = port
        self._scripts: defaultdict[str, deque[Step]] = defaultdict(deque)
        self._sids = itertools.count(1)
        self._pending: set[asyncio.Task[Any]] = set()
        self._released = asyncio.Event()

    async def __aenter__(self) -> TwilioStandIn:
        app = web.Application()
        messages = f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json"
        app.add_routes(
            [
                web.post(messages, self._create),
                web.get(messages, self._list),
                web.get("/standin/texts", self._show),
                web.post("/standin/script", self._take_script),
            ]
        )
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._released.set()
        for task in self._pending:
            task.cancel()
        await asyncio.gather(*self._pending, return_exceptions=True)
        await self._session.close()
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def script(self, number: str, *steps: Step) -> None:
        """The next requests for `number` go so; after them it accepts again."""
        self._scripts[number].extend(steps)

    def let_go(self) -> None:
        """Close every connection that hangs."""
        self._released.set()
        self._released = asyncio.Event()

    async def all_reported(self) -> None:
        """Wait until every receipt is out."""
        while self._pending:
            await asyncio.wait(set(self._pending))

    def to(self, number: str) -> list[str]:
        """Every text that this number would have received, in order."""
        return [text.body for text in self.texts if text.to == number]

    async def until(self, number: str, count: int, *, seconds: float = 30) -> list[str]:
        """Wait until `number` has had so many texts; returns them."""
        async with asyncio.timeout(seconds):
            while len(self.to(number)) < count:
                self.has_texts.clear()
                await self.has_texts.wait()
        return self.to(number)

    def last(self, number: str) -> Text:
        return [text for text in self.texts if text.to == number][-1]

    # The phone of a patient.

    async def says(
        self,
        sender: str,
        receiver: str,
        body: str,
        *,
        sid: str | None = None,
        token: str | None = None,
        **more: str,
    ) -> tuple[int, str]:
        """Post a signed inbound message; returns the status and text of the answer.

        `token` is Twilio's own of this try: the same where Twilio tries again by itself.
        """
        fields = {
            "MessageSid": sid or self.new_sid(),
            "AccountSid": ACCOUNT_SID,
            "From": sender,
            "To": receiver,
            "Body": body,
            "NumMedia": "0",
            "NumSegments": "1",
            **more,
        }
        return await self.post("/webhooks/twilio/messages", fields, token=token)

    async def report(self, text: Text, status: str, error_code: int | None = None) -> int:
        """Send one signed status callback for `text`; returns the status of the answer."""
        text.reports.append(status)
        fields = {
            "MessageSid": text.sid,
            "AccountSid": ACCOUNT_SID,
            "MessageStatus": status,
            "To": text.to,
            "From": text.from_number,
            **({"ErrorCode": str(error_code)} if error_code else {}),
        }
        # What stands behind "#" is Twilio's own: how often to try. It is neither sent nor signed.
        address = text.status_callback.partition("#")[0]
        answer, _ = await self.post(address.removeprefix(self.public_url), fields)
        return answer

    async def post(
        self, path: str, fields: Mapping[str, str], *, token: str | None = None
    ) -> tuple[int, str]:
        """Post a signed form to the service."""
        headers = {
            "X-Twilio-Signature": sign(AUTH_TOKEN, self.public_url + path, fields.items()),
            "I-Twilio-Idempotency-Token": token or secrets.token_hex(16),
        }
        async with self._session.post(
            self.target + path, data=dict(fields), headers=headers
        ) as response:
            return response.status, await response.text()

    def new_sid(self) -> str:
        return f"SM{next(self._sids):032x}"

    # Twilio's API.

    async def _create(self, request: web.Request) -> web.StreamResponse:
        self.requests += 1
        if not is_authorised(request):
            return problem(401, 20003, "Authenticate")
        self.busy += 1
        self.is_sending.set()
        try:
            return await self._answer(request)
        finally:
            self.busy -= 1
            if not self.busy:
                self.is_sending.clear()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        number = str(form.get("To", ""))
        step = self._scripts[number].popleft() if self._scripts[number] else Step()
        if step.how == "refuse":
            return problem(step.status, step.code, f"Refused for {number}")
        if step.how == "fail":
            return web.Response(status=step.status, text="<html>Bad Gateway</html>")
        if step.how == "drop":
            return cut(request)
        await asyncio.sleep(step.seconds)
        text = self._accept(form)
        if step.how == "hang":
            await self._released.wait()
        if step.how in ("cut", "hang"):
            return cut(request)
        await asyncio.sleep(self.latency())
        text.is_answered = request.transport is not None and not request.transport.is_closing()
        return web.json_response(text.as_json(), status=201)

    def _accept(self, form: Mapping[str, Any]) -> Text:
        text = Text(
            sid=self.new_sid(),
            to=str(form["To"]),
            from_number=str(form["From"]),
            body=str(form["Body"]),
            status_callback=str(form.get("StatusCallback", "")),
            validity_period=int(str(form.get("ValidityPeriod", 36000))),
            created_at=self._now(),
        )
        self.texts.append(text)
        self.has_texts.set()
        if text.status_callback:
            task = asyncio.ensure_future(self._report_all(text))
            self._pending.add(task)
            task.add_done_callback(self._pending.discard)
        return text

    async def _report_all(self, text: Text) -> None:
        for seconds, status in self.reporting(text):
            try:
                await asyncio.sleep(seconds)
                await self.report(text, status)
            except aiohttp.ClientError:
                return  # the service is down; Twilio does not repeat these callbacks either

    async def _list(self, request: web.Request) -> web.Response:
        self.lookups += 1
        if self.are_lookups_down:
            return web.Response(status=503)
        if not is_authorised(request):
            return problem(401, 20003, "Authenticate")
        number, sender = request.query.get("To"), request.query.get("From")
        day = request.query.get("DateSent>", "")[:10]
        found = [
            text.as_json()
            for text in reversed(self.texts)
            if (number is None or text.to == number)
            and (sender is None or text.from_number == sender)
            and text.created_at.date().isoformat() >= day
        ]
        size, page = int(request.query.get("PageSize", 50)), int(request.query.get("Page", 0))
        begins, ends = page * size, (page + 1) * size
        more = request.rel_url.update_query(Page=page + 1) if ends < len(found) else None
        return web.json_response(
            {
                "messages": found[begins:ends],
                "page": page,
                "page_size": size,
                "next_page_uri": str(more) if more else None,
            }
        )

    # For tests in another process.

    async def _show(self, request: web.Request) -> web.Response:
        shown = [{**text.as_json(), "taken_at": text.created_at.timestamp()} for text in self.texts]
        return web.json_response(shown)

    async def _take_script(self, request: web.Request) -> web.Response:
        wanted = await request.json()
        self.script(wanted["number"], *(Step(**step) for step in wanted["steps"]))
        return web.Response(status=204)


async def _serve(arguments: argparse.Namespace) -> None:
    async with TwilioStandIn(
        target=arguments.target,
        public_url=arguments.public_url,
        port=arguments.port,
        reports=arguments.reports.split(",") if arguments.reports else (),
    ) as standin:
        print(f"TWILIO_API_URL={standin.url}", flush=True)
        print(f"TWILIO_ACCOUNT_SID={ACCOUNT_SID}", flush=True)
        print(f"TWILIO_AUTH_TOKEN={AUTH_TOKEN}", flush=True)
        await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(description="A stand-in for Twilio's Messages API.")
    parser.add_argument("--port", type=int, default=9001)
    parser.add_argument("--target", default="http://127.0.0.1:8080", help="where webhooks go")
    parser.add_argument("--public-url", default=None, help="the address that is signed")
    parser.add_argument("--reports", default="sent,delivered", help="receipts for each text")
    asyncio.run(_serve(parser.parse_args()))


if __name__ == "__main__":
    main()
