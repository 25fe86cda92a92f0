from __future__ import annotations

from storage.models import Message
from storage.repositories.repository import Repository


class Messages(Repository[Message]):
    model = Message
