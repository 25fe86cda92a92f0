"""Static files under names that hold their content's hash, so browsers may keep them for ever."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from aiohttp import web

from bot.web import nhsuk

STATIC: Final = Path(__file__).parent / "static"
PREFIX: Final = "/static/"
STYLES: Final = "blether.css"
"""One sheet for the pages of patients: all of css/, tokens first."""
STAFF_STYLES: Final = "staff.css"
"""One sheet for staff, to be loaded after NHS.UK frontend's: what that has no component for."""
FIRST_STYLES: Final = ("tokens.css", "base.css", "layout.css")
SHARED_STYLES: Final = ("tokens.css", "messages.css")
_WORTH_PACKING: Final = 1000
"""Bytes; less goes out in one piece as it is."""
_WELL_PACKED: Final = 0.9
FOR_EVER: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One file as it is served: `served_as` is its hashed name below PREFIX."""

    served_as: str
    body: bytes = field(repr=False)
    content_type: str
    packed: bytes | None = field(repr=False)
    """By gzip, where that is worth its while."""


class Assets:
    """All static files in memory, found by their plain name or by their hashed one."""

    def __init__(self, bodies: dict[str, bytes]) -> None:
        self._by_name = {name: _asset(name, body) for name, body in bodies.items()}
        self._by_served_name = {asset.served_as: asset for asset in self._by_name.values()}

    @classmethod
    def load(cls, folder: Path = STATIC) -> Assets:
        """Read every file below `folder`, its sheets joined, and the files of NHS.UK frontend."""
        bodies = {
            str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix != ".css"
        }
        css = folder / "css"
        others = sorted(path for path in css.glob("*.css") if path.name not in FIRST_STYLES)
        bodies[STYLES] = _joined([*(css / name for name in FIRST_STYLES), *others])
        staff = sorted((css / "staff").glob("*.css"))
        bodies[STAFF_STYLES] = _joined([*(css / name for name in SHARED_STYLES), *staff])
        return cls({**bodies, **_of_nhsuk()})

    def url(self, name: str) -> str:
        """The address of a file by its plain name; KeyError if there is none."""
        return PREFIX + self._by_name[name].served_as

    def find(self, served_as: str) -> Asset | None:
        return self._by_served_name.get(served_as)


def routes(assets: Assets) -> list[web.RouteDef]:
    """The one route that serves them; an old or unknown name is a 404."""

    async def serve(request: web.Request) -> web.Response:
        asset = assets.find(request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound
        response = web.Response(body=asset.body, content_type=asset.content_type)
        if asset.packed is not None:
            # Only files: a page holds secrets beside what somebody else may have written, which
            # its packed length would give away.
            response.headers["Vary"] = "Accept-Encoding"
            if _takes_gzip(request.headers.get("Accept-Encoding", "")):
                response.body = asset.packed
                response.headers["Content-Encoding"] = "gzip"
        if asset.content_type.startswith(("text/", "application/javascript")):
            response.charset = "utf-8"
        response.headers["Cache-Control"] = FOR_EVER
        return response

    return [web.get(PREFIX + "{name:.+}", serve)]


def _joined(sheets: list[Path]) -> bytes:
    return b"\n".join(path.read_bytes() for path in sheets)


def _of_nhsuk() -> dict[str, bytes]:
    files = nhsuk.read_files(nhsuk.folder())

    def address(icon: str) -> str:
        return PREFIX + _asset(icon, files[icon]).served_as

    return {**files, nhsuk.SHEET: nhsuk.with_icons(files[nhsuk.SHEET], address)}


def _asset(name: str, body: bytes) -> Asset:
    stem, dot, ending = name.rpartition(".")
    digest = hashlib.sha256(body).hexdigest()[:12]
    guessed, _ = mimetypes.guess_type(name)
    packed = gzip.compress(body, mtime=0) if len(body) > _WORTH_PACKING else body
    return Asset(
        served_as=f"{stem}.{digest}{dot}{ending}",
        body=body,
        content_type=guessed or "application/octet-stream",
        packed=packed if len(packed) < len(body) * _WELL_PACKED else None,
    )


def _takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding names gzip, and not only to refuse it."""
    for one in accepted.split(","):
        name, _, weight = one.partition(";")
        if name.strip().lower() == "gzip":
            return weight.replace(" ", "").lower() not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False
