"""Whether new referrals are shared by rule, and how many open cases each link worker can carry."""

from __future__ import annotations

from actions.basis.errors import NotAllowed
from actions.basis.work import Work
from actions.practice.change_settings import change_settings
from storage.models import SharingSettings


async def set_sharing(work: Work, wanted: SharingSettings) -> None:
    """Keep it; raises NotAllowed for a limit below one, somebody else's staff, or nobody to share
    with."""
    team = {one.id for one in await work.uow.staff.of_practice(work.practice.id, "link_worker")}
    if not set(wanted.limits) <= team or any(limit < 1 for limit in wanted.limits.values()):
        raise NotAllowed("A limit is a number from one up, for a link worker of this practice.")
    if wanted.enabled and not wanted.limits:
        raise NotAllowed("Sharing needs at least one link worker with a limit.")
    await change_settings(work, "set_sharing", sharing=wanted)
