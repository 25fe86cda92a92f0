from __future__ import annotations

from storage.models import Appointment
from storage.repositories.repository import Repository


class Appointments(Repository[Appointment]):
    model = Appointment
