from __future__ import annotations

from storage.models import OptOut
from storage.repositories.repository import Repository


class OptOuts(Repository[OptOut]):
    model = OptOut
