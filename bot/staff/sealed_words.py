"""Words that an address may carry: sealed, and opened in the session that sealed them alone."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode

from bot.staff.session import Session
from storage.errors import SealBroken
from storage.keyring import Keyring


def seal_words(keyring: Keyring, session: Session, words: str) -> str:
    """What stands in the address for `words`; another one each time."""
    return urlsafe_b64encode(keyring.seal(json.dumps([session.id, words]))).decode()


def unseal_words(keyring: Keyring, session: Session, sealed: str) -> str | None:
    """The words; None for what another session sealed, or nobody."""
    try:
        owner, words = json.loads(keyring.open(urlsafe_b64decode(sealed)))
    except (SealBroken, ValueError):
        return None
    return words if owner == session.id and isinstance(words, str) else None
