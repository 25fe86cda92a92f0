"""Whose address a request has, behind proxies that we were told of.

X-Forwarded-For is anybody's to write. It is read from its end, as far as those who wrote it are
our own proxies; whoever is not one of them is the caller. Host, X-Forwarded-Host and
X-Forwarded-Proto are never read: the public address is a setting.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Final, TypeAlias

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.request_log import note_facts

HEADER = "X-Forwarded-For"
Network: TypeAlias = IPv4Network | IPv6Network

_WITH_PORT: Final = re.compile(
    r"\[(?P<six>[^\[\]]+)\](?::[0-9]{1,5})?|(?P<four>[0-9.]+):[0-9]{1,5}"
)
"""As Azure's Application Gateway writes who asked, and others an address of IPv6."""


def caller_address(peer: str | None, forwarded: Sequence[str], trusted: Sequence[Network]) -> str:
    """The address of who asked: `peer`, unless that is a proxy of ours that names another."""
    caller = peer or ""
    hops = [hop.strip() for line in forwarded for hop in line.split(",")]
    while hops and _is_trusted(caller, trusted):
        named = _without_port(hops.pop())
        if not _is_address(named):
            break  # not written by a proxy that works
        caller = named
    return caller


def callers_behind(trusted: Sequence[Network]) -> Middleware:
    """Give each request the address of its caller as `remote`."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        forwarded = request.headers.getall(HEADER, [])
        if not forwarded:
            return await handler(request)
        caller = caller_address(request.remote, forwarded, trusted)
        note_facts(request)  # so that the clone shares what is noted of it
        return await handler(request.clone(remote=caller))

    return middleware


def _is_trusted(address: str, trusted: Sequence[Network]) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in trusted)


def _without_port(hop: str) -> str:
    found = _WITH_PORT.fullmatch(hop)
    return hop if found is None else found["six"] or found["four"]


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
