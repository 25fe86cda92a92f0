from __future__ import annotations

from storage.models import Heartbeat
from storage.repositories.repository import Repository


class Heartbeats(Repository[Heartbeat]):
    model = Heartbeat
