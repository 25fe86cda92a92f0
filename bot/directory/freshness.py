"""How old an entry may be: directories keep services that closed years ago."""

from __future__ import annotations

from datetime import date, timedelta

from storage.models import Service

WARN_AFTER = timedelta(days=365)
"""Staff pages say that nobody has looked at the entry for a year."""
HIDE_AFTER = timedelta(days=3 * 365)
"""No text names a service that nobody has looked at for three years."""


def is_stale(service: Service, *, today: date) -> bool:
    """Staff should check it before they pass it on."""
    return service.last_reviewed is not None and today - service.last_reviewed > WARN_AFTER


def is_too_old_to_text(service: Service, *, today: date) -> bool:
    """A practice answers for its own list, so only mirrored entries must carry a date."""
    if service.last_reviewed is None:
        return service.practice_id is None
    return today - service.last_reviewed > HIDE_AFTER
