from __future__ import annotations

from storage.models import Event
from storage.repositories.repository import Repository


class Events(Repository[Event]):
    model = Event
