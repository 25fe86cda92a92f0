"""How one text stands labelled: by the machine, or by the last person who put it right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from actions.basis.work import Work
from bot.understanding import RISKS
from storage.models import Referral

GRAVEST_FIRST: Final[tuple[str, ...]] = RISKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """`risk` is "none" or one of GRAVEST_FIRST."""

    needs: tuple[str, ...]
    risk: str


async def labels_of(work: Work, referral: Referral, message_id: str) -> Labels:
    """What a text of this referral is taken to mean now."""
    said = await work.uow.triage_feedback.of_message(message_id)
    if said:
        return Labels(needs=tuple(said[-1].needs_after), risk=said[-1].risk_after)
    needs = tuple(
        need.label
        for need in await work.uow.needs.of_referral(referral.id)
        if any(one.get("message_id") == message_id for one in need.evidence)
    )
    risk = "none"
    for flag in await work.uow.risk_flags.of_referral(referral.id):
        if flag.message_id == message_id:
            risk = graver(risk, flag.level)
    return Labels(needs=needs, risk=risk)


def graver(one: str, other: str) -> str:
    """The graver of two levels; "none" and "routine" are below all others."""
    return min(one, other, key=_rank)


def _rank(level: str) -> int:
    return GRAVEST_FIRST.index(level) if level in GRAVEST_FIRST else len(GRAVEST_FIRST)
