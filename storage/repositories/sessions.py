from __future__ import annotations

from storage.models import StaffSession
from storage.repositories.repository import Repository


class Sessions(Repository[StaffSession]):
    model = StaffSession
