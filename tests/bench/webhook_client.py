"""Posts webhooks as Twilio does, with little work of its own, so that the server is measured.

One connection, kept open; HTTP/1.1 spoken by hand, because a general client would take as much
of the machine as the server under test.
"""

from __future__ import annotations

import asyncio
import base64
import hmac
import time
from collections.abc import Mapping
from hashlib import sha1
from urllib.parse import urlencode

AUTH_TOKEN = "a-token-for-tests"  # the stand-in's for Twilio too, which some measures run beside
PATH = "/webhooks/twilio/messages"


def signature(url: str, form: Mapping[str, str]) -> str:
    """X-Twilio-Signature: HMAC-SHA1 over the address and the sorted fields."""
    signed = url + "".join(key + form[key] for key in sorted(form))
    return base64.b64encode(hmac.digest(AUTH_TOKEN.encode(), signed.encode(), sha1)).decode()


class WebhookClient:
    """One connection to 127.0.0.1; not for two requests at once."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._url = f"http://127.0.0.1:{port}{PATH}"
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, form: Mapping[str, str]) -> float:
        """Send one signed webhook; seconds from sending to the whole answer. Raises if not 200."""
        body = urlencode(form).encode()
        head = (
            f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n"
            "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n"
            f"X-Twilio-Signature: {signature(self._url, form)}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        ).encode()
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        began = time.perf_counter()
        writer.write(head + body)
        answer = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(_length(answer))
        took = time.perf_counter() - began
        if not answer.startswith(b"HTTP/1.1 200 "):
            raise RuntimeError(f"the server answered {answer.splitlines()[0]!r}")
        return took

    async def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            await self._streams[1].wait_closed()
            self._streams = None


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise RuntimeError("the server sent no Content-Length")
