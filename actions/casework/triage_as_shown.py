"""Refuse to put needs and priority right where they are no longer as the form showed them.

The form sends all of them at once. Left open while the person writes of danger, or of one more
need, it would take both off again, and teach Blether that they were never there.
"""

from __future__ import annotations

from collections.abc import Sequence

from actions.basis.case_file import case_file
from actions.basis.errors import Stale
from actions.basis.work import Work
from actions.casework.correct_triage import Triage
from storage.models import Need, Referral, RiskFlag


def triage_as_shown(referral: Referral, needs: Sequence[Need], flags: Sequence[RiskFlag]) -> str:
    """What the form carries."""
    labels = ",".join(sorted(one.label for one in needs))
    return f"{referral.priority};{labels};{max((one.id for one in flags), default='')}"


async def require_triage_as_shown(work: Work, referral_id: str, shown: str, wanted: Triage) -> None:
    """Raises Stale where `shown` is not what stands now, NotFound; "" asks for nothing, and where
    what is `wanted` stands already there is nothing to undo."""
    _, _, referral = await case_file(work, referral_id)
    needs = await work.uow.needs.of_referral(referral.id)
    flags = await work.uow.risk_flags.of_referral(referral.id)
    stands = (referral.priority, {one.label for one in needs})
    if shown in ("", triage_as_shown(referral, needs, flags)):
        return
    if stands != (wanted.priority, set(wanted.needs)):
        raise Stale(
            "They have written, or a colleague has changed this, since you last looked. "
            "Nothing was saved: see how it stands now, then put it right."
        )
