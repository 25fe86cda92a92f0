from __future__ import annotations

from storage.models import Outbox
from storage.repositories.repository import Repository


class OutboxRows(Repository[Outbox]):
    model = Outbox
