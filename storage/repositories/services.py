from __future__ import annotations

from storage.models import Service
from storage.repositories.repository import Repository


class Services(Repository[Service]):
    model = Service
