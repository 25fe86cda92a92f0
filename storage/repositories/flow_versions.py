from __future__ import annotations

from storage.models import FlowVersion
from storage.repositories.repository import Repository


class FlowVersions(Repository[FlowVersion]):
    model = FlowVersion
