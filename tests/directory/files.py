"""The fixture files of the directory tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "fixtures"


def fixture(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))
