from __future__ import annotations

from storage.models import Timer
from storage.repositories.repository import Repository


class Timers(Repository[Timer]):
    model = Timer
