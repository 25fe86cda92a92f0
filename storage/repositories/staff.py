from __future__ import annotations

from storage.models import Staff
from storage.repositories.repository import Repository


class StaffMembers(Repository[Staff]):
    model = Staff
