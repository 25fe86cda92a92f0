from __future__ import annotations

from storage.models import Patient
from storage.repositories.repository import Repository


class Patients(Repository[Patient]):
    model = Patient
