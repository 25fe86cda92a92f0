"""NHS.UK frontend: its components as functions for our templates, its files as `make install` left
them. Without the files pages are plain, and the log says so; no NHS logo or font is ever used."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import jinja2
from markupsafe import Markup

LOCK: Final = Path(__file__).parents[2] / "requirements" / "nhsuk-frontend.json"
SHEET: Final = "nhsuk-frontend.min.css"
SCRIPT: Final = "nhsuk-frontend.min.js"
_ICON: Final = re.compile(r"url\(/assets/images/([\w.-]+)\)")
_CAPITAL: Final = re.compile(r"(?=[A-Z])")
_log = logging.getLogger(__name__)


class Components:
    """`nhsuk.summaryList({...})` in a template is the component summary-list of NHS.UK frontend.

    Its templates lean on absent parameters being empty, ours must not: hence their own environment.
    """

    def __init__(self) -> None:
        self._templates = jinja2.Environment(
            loader=jinja2.PackageLoader("nhsuk_frontend_jinja"),
            undefined=jinja2.ChainableUndefined,
            autoescape=True,
            auto_reload=False,
        )
        self._made: dict[str, Callable[[Mapping[str, Any]], Markup]] = {}

    def __getattr__(self, name: str) -> Callable[[Mapping[str, Any]], Markup]:
        """The component's function; raises jinja2.TemplateNotFound when there is none."""
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._made:
            folder = _CAPITAL.sub("-", name).lower()
            template = self._templates.get_template(f"nhsuk/components/{folder}/macro.jinja")
            self._made[name] = getattr(template.module, name)
        return self._made[name]


@cache
def components() -> Components:
    """The one that all pages share."""
    return Components()


def folder() -> Path:
    """Where this environment keeps the files of the version that we are locked to."""
    locked: dict[str, str] = json.loads(LOCK.read_text())
    return Path(sys.prefix) / "share" / locked["package"] / locked["version"]


def read_files(place: Path) -> dict[str, bytes]:
    """The files below `place` by name; an empty sheet and script when they were not fetched."""
    if not place.is_dir():
        _log.error("NHS.UK frontend is not installed, so staff pages are plain: run `make install`")
        return {SHEET: b"", SCRIPT: b""}
    return {path.name: path.read_bytes() for path in sorted(place.iterdir())}


def with_icons(sheet: bytes, address_of: Callable[[str], str]) -> bytes:
    """`sheet` with the addresses at which we serve its icons."""
    return _ICON.sub(lambda found: f"url({address_of(found[1])})", sheet.decode()).encode()
