from __future__ import annotations

from storage.models import ApiToken
from storage.repositories.repository import Repository


class Tokens(Repository[ApiToken]):
    model = ApiToken
