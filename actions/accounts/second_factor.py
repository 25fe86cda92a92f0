"""The second step of signing in: a code from an app (TOTP), or one of ten recovery codes."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import pyotp
from pyotp.exceptions import OTPVerificationError

from actions.accounts.account_work import AccountWork
from actions.accounts.staff_rights import Boss, person_to_change
from actions.basis.errors import NotAllowed
from storage.models import SecondFactor
from storage.private import Secret

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

RECOVERY_CODES: Final = 10
CONFIRM_WITHIN: Final = timedelta(minutes=30)
_DRIFT_STEPS: Final = 1
"""A phone's clock may be half a minute off either way (RFC 6238, 5.2)."""
_CODE: Final = re.compile(r"[0-9]{6}")
_RECOVERY: Final = re.compile(r"[0-9]{12}")

Passed: TypeAlias = Literal["", "app", "recovery"]
"""By which code somebody passed; "" if by none."""


async def begin_second_factor(work: AccountWork, staff_id: str) -> None:
    """Make a secret that waits for a first code; NotAllowed if codes are asked for already."""
    held = await work.uow.second_factors.held(staff_id)
    if held is not None and held.confirmed_at is not None:
        raise NotAllowed("The second step is on already.")
    secret = Secret(pyotp.random_base32())
    if held is None:
        work.uow.second_factors.add(
            SecondFactor(staff_id=staff_id, secret=secret, created_at=work.now)
        )
    else:
        held.secret, held.created_at = secret, work.now


async def waiting_secret(uow: UnitOfWork, staff_id: str, now: datetime) -> Secret | None:
    """The secret that waits for a first code, while it may still be confirmed."""
    held = await uow.second_factors.get(staff_id)
    return held.secret if held is not None and _waits(held, now) else None


async def confirm_second_factor(
    work: AccountWork, staff_id: str, code: str, *, session_id: str
) -> tuple[str, ...]:
    """Turn it on with a first code from the app; answers the recovery codes, () if it is wrong.

    Sessions other than `session_id` end: they were begun without a code. Raises NotAllowed if
    nothing waits to be confirmed.
    """
    held = await work.uow.second_factors.held(staff_id)
    if held is None or not _waits(held, work.now):
        raise NotAllowed("Nothing waits to be confirmed. Please begin again.")
    if not _spend(held, code, work.now):
        return ()
    held.confirmed_at = work.now
    await work.uow.sessions.end_all_of(staff_id, work.now, but=session_id)
    await work.record("turned_on_second_factor", staff_id)
    return await _new_recovery_codes(work, staff_id)


async def accept_code(work: AccountWork, staff_id: str, code: str) -> Passed:
    """Spend a code of this person; the same one never passes twice, at once neither."""
    held = await work.uow.second_factors.held(staff_id)
    if held is None or held.confirmed_at is None:
        return ""
    if _spend(held, code, work.now):
        return "app"
    given = _digits(code)
    if not _RECOVERY.fullmatch(given):
        return ""
    fingerprints = work.uow.keyring.fingerprints(_recovery_text(staff_id, given))
    if not await work.uow.second_factors.use_code(staff_id, fingerprints, work.now):
        return ""
    await work.record("used_recovery_code", staff_id)
    return "recovery"


async def renew_recovery_codes(work: AccountWork, staff_id: str) -> tuple[str, ...]:
    """Ten new recovery codes; the old ones are worth nothing now. NotAllowed when it is off."""
    if not await work.uow.second_factors.is_on(staff_id):
        raise NotAllowed("The second step is off.")
    await work.record("renewed_recovery_codes", staff_id)
    return await _new_recovery_codes(work, staff_id)


async def turn_off_second_factor(work: AccountWork, staff_id: str) -> None:
    """Somebody turns their own off."""
    await work.uow.second_factors.remove(staff_id)
    await work.record("turned_off_second_factor", staff_id)


async def clear_second_factor(work: AccountWork, boss: Boss, staff_id: str) -> None:
    """An administrator takes it off somebody who lost their phone, and signs them out."""
    person = await person_to_change(work.uow, boss, staff_id)
    if boss.role != "administrator":
        raise NotAllowed("Only an administrator may clear the second step.")
    await work.uow.second_factors.remove(person.id)
    await work.uow.sessions.end_all_of(person.id, work.now)
    await work.record("cleared_second_factor", person.id)


async def _new_recovery_codes(work: AccountWork, staff_id: str) -> tuple[str, ...]:
    """Made of digits alone, so that a phone's number pad serves for both kinds of code."""
    codes = [
        "".join(secrets.choice("0123456789") for _ in range(12)) for _ in range(RECOVERY_CODES)
    ]
    keyring = work.uow.keyring
    await work.uow.second_factors.replace_codes(
        staff_id, [keyring.fingerprint(_recovery_text(staff_id, code)) for code in codes]
    )
    return tuple(f"{code[:4]} {code[4:8]} {code[8:]}" for code in codes)


def _recovery_text(staff_id: str, code: str) -> str:
    """What is fingerprinted: twelve digits could be guessed from a plain hash, not from this."""
    return f"recovery code:{staff_id}:{code}"


def _waits(held: SecondFactor, now: datetime) -> bool:
    return held.confirmed_at is None and now - held.created_at < CONFIRM_WITHIN


def _spend(held: SecondFactor, code: str, now: datetime) -> bool:
    """Whether the app shows this code about now, and no code as new was accepted before."""
    given = _digits(code)
    if not _CODE.fullmatch(given):
        return False
    try:
        step = pyotp.TOTP(held.secret).verify_and_get_timecode(
            given, for_time=now, valid_window=_DRIFT_STEPS
        )
    except OTPVerificationError:
        return False
    if held.last_step is not None and step <= held.last_step:
        return False
    held.last_step = step
    return True


def _digits(code: str) -> str:
    return "".join(code.replace("-", " ").split())
