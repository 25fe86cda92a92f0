"""Links by which somebody chooses a password: single use, kept as a hash, good for seven days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from actions.accounts.account_work import AccountWork
from actions.accounts.staff_rights import Boss, person_to_change
from actions.basis.errors import NotAllowed
from actions.basis.tokens import new_token, token_hash
from storage.models import Staff, StaffLink
from storage.models.staff import NO_PASSWORD
from storage.models.staff_link import LinkPurpose

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

LASTS: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLink:
    """`token` is told once, to be handed on; only its hash is kept."""

    token: str = field(repr=False)
    purpose: LinkPurpose
    person: Staff
    expires_at: datetime


async def make_link(work: AccountWork, person: Staff, purpose: LinkPurpose) -> NewLink:
    """A new link for `person`; earlier ones end."""
    token = new_token()
    expires_at = work.now + LASTS
    await work.uow.staff_links.end_all_of(person.id, work.now)
    work.uow.staff_links.add(
        StaffLink(
            token_hash=token_hash(token),
            staff_id=person.id,
            purpose=purpose,
            created_by=work.actor,
            created_at=work.now,
            expires_at=expires_at,
        )
    )
    return NewLink(token=token, purpose=purpose, person=person, expires_at=expires_at)


async def reissue_link(work: AccountWork, boss: Boss, staff_id: str) -> NewLink:
    """A link to set a new password, or the invitation anew for somebody who never took it up.

    The old password works until the link is used. Raises NotFound, or NotAllowed for somebody
    deactivated too.
    """
    person = await person_to_change(work.uow, boss, staff_id)
    is_invited = person.password_hash == NO_PASSWORD
    if not person.is_active and not is_invited:
        raise NotAllowed("Reactivate this account first.")
    link = await make_link(work, person, "invitation" if is_invited else "password")
    await work.record("made_staff_link", person.id, {"purpose": link.purpose})
    return link


async def person_of_link(
    uow: UnitOfWork, token: str, now: datetime
) -> tuple[StaffLink, Staff] | None:
    """Whose link this is; None when it was used, has expired, was withdrawn or never was."""
    link = await uow.staff_links.live(token_hash(token), now)
    person = await uow.staff.get(link.staff_id) if link else None
    return (link, person) if link and person and _still_fits(link, person) else None


async def use_link(work: AccountWork, token: str, password_hash: str) -> Staff | None:
    """Give the link's person this password and let them in from now on; None as above.

    `work.actor` is replaced by the person: the link has shown that it is them. Every session of
    theirs ends, and failed tries are forgotten.
    """
    link = await work.uow.staff_links.use(token_hash(token), work.now)
    person = await work.uow.staff.get(link.staff_id) if link else None
    if link is None or person is None or not _still_fits(link, person):
        return None
    person.password_hash = password_hash
    person.is_active = True
    uow = work.uow
    await uow.sessions.end_all_of(person.id, work.now)
    await uow.staff_links.end_all_of(person.id, work.now)
    await uow.sessions.forget_failures(uow.keyring.fingerprints(person.email))
    as_them = AccountWork(uow=uow, now=work.now, actor=f"staff:{person.id}")
    await as_them.record("set_password_by_link", person.id, {"purpose": link.purpose})
    return person


def _still_fits(link: StaffLink, person: Staff) -> bool:
    """An invitation is for somebody new; a new password only for who is active."""
    if link.purpose == "invitation":
        return person.password_hash == NO_PASSWORD
    return person.is_active
