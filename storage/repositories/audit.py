from __future__ import annotations

from storage.models import Audit
from storage.repositories.repository import Repository


class AuditTrail(Repository[Audit]):
    model = Audit
