"""What a setting may be and is seldom meant to be: said in the log, and no reason not to start."""

from __future__ import annotations

import logging
import re
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from bot.settings import TWILIO_API, Settings

logger = logging.getLogger(__name__)

SHORTEST_SECRET: Final = 8
SPOKEN: Final = frozenset({"en", "pl"})
"""Languages in which days and hours are written: those of bot/delivery/clock_text.py."""
_ACCOUNT: Final = re.compile(r"AC[0-9a-fA-F]{32}")


def say_doubts(settings: Settings) -> None:
    """Warn of everything here, once the log of this process is set up."""
    warn_if_guessable(settings.secret_key)
    if any(network.prefixlen == 0 for network in settings.config.web.trusted_proxies):
        logger.warning(
            "web.trusted_proxies holds every address there is: whoever calls may name any address "
            "as their own, so that limits by address hold nobody. Name your own proxies alone"
        )
    if settings.config.language not in SPOKEN:
        logger.warning(
            "language is '%s', and Blether reads answers and writes days and hours in English and "
            "Polish alone: patients get both in one text. The flows that come with Blether are "
            "English: language: en",
            settings.config.language,
        )
    twilio = settings.twilio
    if not twilio.is_connected or twilio.api_url != TWILIO_API:
        return  # no carrier, or a stand-in that may well be on this machine
    if _is_this_machine(settings.public_url):
        logger.warning(
            "Twilio is set, and BLETHER_PUBLIC_URL is %s: Twilio cannot reach this machine there, "
            "and a text that comes in by another address is refused. Set it to the address that "
            "Twilio calls",
            settings.public_url,
        )
    if not _ACCOUNT.fullmatch(twilio.account_sid or ""):
        logger.warning(
            "TWILIO_ACCOUNT_SID is not AC and 32 digits or letters from a to f: Twilio's console "
            "shows yours"
        )


def warn_if_guessable(secrets_given: str) -> None:
    """Say it in the log of this process, once that is set up.

    Whoever takes a copy of the database tries short secrets first. A service that runs with one
    is not stopped for it: its patients' texts would not be answered."""
    first = next(part for part in map(str.strip, secrets_given.split(",")) if part)
    if len(first) < SHORTEST_SECRET:
        logger.warning(
            "BLETHER_SECRET_KEY is shorter than %d characters, and soon guessed. "
            "Put a longer one before it, as in new,old, and run `blether db rekey`",
            SHORTEST_SECRET,
        )


def _is_this_machine(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
