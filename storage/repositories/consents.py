from __future__ import annotations

from storage.models import Consent
from storage.repositories.repository import Repository


class Consents(Repository[Consent]):
    model = Consent
