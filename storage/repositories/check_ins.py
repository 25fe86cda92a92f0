from __future__ import annotations

from storage.models import CheckIn
from storage.repositories.repository import Repository


class CheckIns(Repository[CheckIn]):
    model = CheckIn
