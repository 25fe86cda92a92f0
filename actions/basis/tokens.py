"""Tokens that are told once and kept as a hash: of sessions, links, the API and calendars."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """256 bits of chance, in letters that an address or a header may hold."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is kept of it. It is random, so one fast hash is enough.

    What a browser sends in its place may be no text at all: such a token is merely unknown.
    """
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
