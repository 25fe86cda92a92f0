from __future__ import annotations

from storage.models import Availability
from storage.repositories.repository import Repository


class AvailabilityRows(Repository[Availability]):
    model = Availability
