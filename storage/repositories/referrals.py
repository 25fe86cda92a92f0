from __future__ import annotations

from storage.models import Referral
from storage.repositories.repository import Repository


class Referrals(Repository[Referral]):
    model = Referral
