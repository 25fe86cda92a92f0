from __future__ import annotations

from storage.models import Signpost
from storage.repositories.repository import Repository


class Signposts(Repository[Signpost]):
    model = Signpost
