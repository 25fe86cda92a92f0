from __future__ import annotations

from storage.models import Need
from storage.repositories.repository import Repository


class Needs(Repository[Need]):
    model = Need
