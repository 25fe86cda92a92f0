"""What the shipped model was measured to do; `make evaluate` writes it beside the model."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.understanding.model.trained_model import FOLDER


@lru_cache(maxsize=1)
def shipped_figures(folder: Path = FOLDER) -> dict[str, Any]:
    """The report of bot/evaluation/report.py as it stood when the model was shipped."""
    figures: dict[str, Any] = json.loads((folder / "figures.json").read_text("utf-8"))
    return figures
