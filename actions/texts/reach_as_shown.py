"""Refuse to change how somebody is reached, or to text them, where that is not as the page showed.

The form of how they are reached sends all of it at once. Left open while the person answers that
texting is not safe, or writes of danger, it would put the old answer back and let held texts go to
whoever reads them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from actions.basis.case_file import case_file
from actions.basis.errors import Stale
from actions.basis.work import Work
from actions.texts.kept_wish import CALLS, refuses
from actions.texts.set_texting import Texting, in_safety
from storage.models import Patient, RiskFlag


def reach_as_shown(patient: Patient, flags: Sequence[RiskFlag], *, refuses_calls: bool) -> str:
    """What the form carries; it says nothing of the person to whoever reads it."""
    return _sealed(
        *_of_texting(patient),
        patient.safe_to_call,
        refuses_calls,
        patient.scheduled_texts_held,
        patient.frozen_at is not None,
        max((one.id for one in flags), default=""),
    )


def texting_as_shown(patient: Patient) -> str:
    """What the form of a reply carries: all that its writer had to heed."""
    return _sealed(*_of_texting(patient))


def require_texting_as_shown(patient: Patient, shown: str) -> None:
    """Raises Stale where `shown` is not what stands now; "" asks for nothing."""
    if shown not in ("", texting_as_shown(patient)):
        raise Stale(
            "How this person may be texted safely has changed since you last looked. See how "
            "it stands. If your text is still right, send it again."
        )


def _of_texting(patient: Patient) -> tuple[str, str, bool]:
    return patient.safe_to_text, str(patient.contact_advice or ""), patient.neutral_wording


def _sealed(*stands: str | bool) -> str:
    return sha256(json.dumps(stands).encode()).hexdigest()


async def require_reach_as_shown(
    work: Work, referral_id: str, shown: str, wanted: Texting
) -> Texting:
    """What is to be set; raises Stale where `shown` is not what stands now, NotFound. "" asks for
    nothing, and what came of `wanted` before may be wanted again: a button pressed twice."""
    patient, _, referral = await case_file(work, referral_id)
    flags = await work.uow.risk_flags.of_referral(referral.id)
    refuses_calls = await refuses(work.uow, patient, CALLS)
    if shown in ("", reach_as_shown(patient, flags, refuses_calls=refuses_calls)):
        return wanted
    stands = _as_it_stands(patient, wanted, refuses_calls=refuses_calls)
    if _asked(wanted) == stands:
        return wanted
    made_safe = in_safety(wanted)
    if wanted.safe_to_text in ("no", "sometimes") and _asked(made_safe) == stands:
        return made_safe
    raise Stale(
        "How to reach this person safely has changed, or they wrote of danger, since you last "
        "looked. Nothing was saved: see how it stands, then change it again."
    )


def _as_it_stands(patient: Patient, wanted: Texting, *, refuses_calls: bool) -> Texting:
    return Texting(
        safe_to_text=patient.safe_to_text,
        safe_to_call=patient.safe_to_call,
        contact_advice=str(patient.contact_advice or ""),
        is_neutral=patient.neutral_wording,
        is_held=patient.scheduled_texts_held,
        refuses_calls=None if wanted.refuses_calls is None else refuses_calls,
    )


def _asked(wanted: Texting) -> Texting:
    advice = (wanted.contact_advice or "").strip()
    return replace(wanted, contact_advice=advice, is_confirmed=False)
