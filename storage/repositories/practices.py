from __future__ import annotations

from storage.models import Practice
from storage.repositories.repository import Repository


class Practices(Repository[Practice]):
    model = Practice
