from __future__ import annotations

from storage.models import Conversation
from storage.repositories.repository import Repository


class Conversations(Repository[Conversation]):
    model = Conversation
