from __future__ import annotations

from storage.models import RiskFlag
from storage.repositories.repository import Repository


class RiskFlags(Repository[RiskFlag]):
    model = RiskFlag
