"""Reads the labelled messages that were written for these tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "tables"


@dataclass(frozen=True, slots=True)
class Labelled:
    risk: str
    needs: frozenset[str]
    text: str


def labelled(name: str) -> list[Labelled]:
    """Rows of tables/<name>.tsv: risk, needs, text."""
    lines = (FOLDER / f"{name}.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [
        Labelled(risk, frozenset() if needs == "-" else frozenset(needs.split(",")), text)
        for risk, needs, text in rows
    ]
