"""Fetch NHS.UK frontend (MIT) from the npm registry into this environment, checked by its hash.

Kept are its style sheet, its script and the icons that the sheet names; not the NHS logo and
not the Frutiger font, which are licensed to NHS websites alone. They land in
<environment>/share/nhsuk-frontend/<version>. NPM_CONFIG_REGISTRY, npm's own setting, names
another registry.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import shutil
import sys
import tarfile
import time
import urllib.error
import urllib.request
from pathlib import Path, PurePosixPath
from typing import Final

LOCK: Final = Path(__file__).parent.parent / "requirements" / "nhsuk-frontend.json"
REGISTRY: Final = "https://registry.npmjs.org"
FOLDER: Final = PurePosixPath("package/dist/nhsuk")
SHEET: Final = "nhsuk-frontend.min.css"
SCRIPT: Final = "nhsuk-frontend.min.js"
TRIES: Final = 3
_FONT_FACE: Final = re.compile(r"@font-face\{[^}]*\}")
_FONT_NAME: Final = re.compile(r"Frutiger W01,\s*", re.IGNORECASE)
_ICON: Final = re.compile(r"url\(/assets/images/([\w.-]+)\)")
_MAP: Final = re.compile(r"/[/*]# sourceMappingURL=\S+(?:\s*\*/)?")


def main() -> int:
    locked = json.loads(LOCK.read_text())
    target = Path(sys.prefix) / "share" / locked["package"] / locked["version"]
    if target.exists():
        return 0
    try:
        archive = _download(locked["package"], locked["version"])
    except (urllib.error.URLError, TimeoutError) as error:
        return _refuse(
            f"NHS.UK frontend could not be fetched ({error}). The staff pages work, but plainly: "
            "run `make install` again when the npm registry can be reached."
        )
    if not _is_intact(archive, locked["integrity"]):
        return _refuse(f"NHS.UK frontend is not what {LOCK.name} locks; nothing was kept.")
    _keep(archive, target)
    return 0


def _refuse(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 1


def _download(package: str, version: str) -> bytes:
    registry = os.environ.get("NPM_CONFIG_REGISTRY", REGISTRY).rstrip("/")
    address = f"{registry}/{package}/-/{package}-{version}.tgz"
    for waited in range(TRIES):
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310
                return bytes(answer.read())
        except (urllib.error.URLError, TimeoutError):
            if waited == TRIES - 1:
                raise
            time.sleep(2**waited)
    raise AssertionError("unreachable: the last try returns or raises")


def _is_intact(archive: bytes, integrity: str) -> bool:
    algorithm, _, digest = integrity.partition("-")
    return base64.b64encode(hashlib.new(algorithm, archive).digest()).decode() == digest


def _keep(archive: bytes, target: Path) -> None:
    """Put the files where the server looks for them, all at once or not at all."""
    unfinished = target.with_name(target.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as files:
        sheet = _text(files, FOLDER / SHEET)
        for icon in sorted(set(_ICON.findall(sheet))):
            (unfinished / icon).write_text(_text(files, FOLDER / "assets" / "images" / icon))
        (unfinished / SCRIPT).write_text(_MAP.sub("", _text(files, FOLDER / SCRIPT)))
        (unfinished / SHEET).write_text(_without_font(_MAP.sub("", sheet)))
    unfinished.rename(target)


def _without_font(sheet: str) -> str:
    return _FONT_NAME.sub("", _FONT_FACE.sub("", sheet))


def _text(files: tarfile.TarFile, path: PurePosixPath) -> str:
    found = files.extractfile(str(path))
    if found is None:
        raise FileNotFoundError(path)
    return found.read().decode()


if __name__ == "__main__":
    raise SystemExit(main())
