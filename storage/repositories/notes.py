from __future__ import annotations

from storage.models import Note
from storage.repositories.repository import Repository


class Notes(Repository[Note]):
    model = Note
