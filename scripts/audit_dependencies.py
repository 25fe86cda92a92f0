"""Ask the index that pip is configured with whether a locked release is known to be vulnerable.

Exit code 1: a release has a known vulnerability that requirements/accepted-vulnerabilities.json
does not accept, with a reason and until a day that has not passed. What could not be asked is said,
and fails only with --strict. With --offline nothing is asked: only that file is checked.
"""

from __future__ import annotations

import argparse
import base64
import json
import re
import ssl
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.request import Request, urlopen

REQUIREMENTS = Path(__file__).parent.parent / "requirements"
ACCEPTED = REQUIREMENTS / "accepted-vulnerabilities.json"
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
AT_ONCE = 4
TIMEOUT_SECONDS = 20


class NotAsked(Exception):
    """The index could not be asked about a release; the text says why."""


@dataclass(frozen=True, slots=True, order=True)
class Found:
    package: str
    version: str
    id: str
    fixed_in: str


def main(arguments: Sequence[str] | None = None) -> int:
    given = _options(arguments)
    accepted, problems = read_accepted(given.accepted, datetime.now(UTC).date())
    for problem in problems:
        _complain(f"{given.accepted.name}: {problem}")
    if given.offline:
        return 1 if problems else 0
    releases = sorted({each for lock in given.locks for each in _LOCKED.findall(lock.read_text())})
    found, not_asked = ask_about(releases)
    unaccepted = [one for one in found if (one.package, one.id) not in accepted]
    for one in unaccepted:
        _complain(f"{one.package} {one.version}: {one.id}, mended in {one.fixed_in}")
    sys.stdout.write(
        f"{len(releases) - len(not_asked)} of {len(releases)} locked releases were asked about\n"
    )
    if not_asked:
        _complain(f"NOT CHECKED: {len(not_asked)} releases, such as {not_asked[0]}")
    return 1 if problems or unaccepted or (not_asked and given.strict) else 0


def _complain(what: str) -> None:
    sys.stderr.write(f"{what}\n")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("locks", nargs="*", type=Path, default=[REQUIREMENTS / "run.lock"])
    parser.add_argument("--accepted", type=Path, default=ACCEPTED)
    parser.add_argument("--offline", action="store_true")
    parser.add_argument("--strict", action="store_true")
    return parser.parse_args(arguments)


def read_accepted(path: Path, today: date) -> tuple[set[tuple[str, str]], list[str]]:
    """Pairs of package and id that are accepted today, and what is wrong with the file."""
    accepted: set[tuple[str, str]] = set()
    problems: list[str] = []
    for entry in json.loads(path.read_text(encoding="utf-8")):
        name = f"{entry.get('package')} {entry.get('id')}"
        if set(entry) != {"package", "id", "reason", "until"} or not entry["reason"].strip():
            problems.append(f"{name}: needs package, id, reason and until, and no more")
        elif date.fromisoformat(entry["until"]) < today:
            problems.append(f"{name}: was accepted until {entry['until']}; look at it again")
        else:
            accepted.add((entry["package"], entry["id"]))
    return accepted, problems


def ask_about(releases: Sequence[tuple[str, str]]) -> tuple[list[Found], list[str]]:
    """Every known vulnerability, and for each release that could not be asked about, why."""
    found: list[Found] = []
    not_asked: list[str] = []
    try:
        index, context = index_address(), _trust()
    except NotAsked as reason:
        return [], [f"{name} {version}: {reason}" for name, version in releases]

    def ask(release: tuple[str, str]) -> None:
        try:
            found.extend(_vulnerabilities(index, context, *release))
        except NotAsked as reason:
            not_asked.append(f"{release[0]} {release[1]}: {reason}")

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(ask, releases))
    return sorted(found), sorted(not_asked)


def index_address() -> str:
    """The simple index that pip uses, from its own settings or else its own default."""
    named = _pip_setting("global.index-url") or _pip_setting(":env:.index-url")
    if named:
        return named.rstrip("/")
    try:
        from pip._internal.models.index import PyPI
    except ImportError:
        raise NotAsked("pip does not say which index it uses") from None
    return str(PyPI.simple_url).rstrip("/")


def _pip_setting(name: str) -> str:
    command = [sys.executable, "-m", "pip", "config", "get", name]
    answer = subprocess.run(  # noqa: S603  our own interpreter's pip
        command, capture_output=True, text=True, check=False
    )
    return answer.stdout.strip() if answer.returncode == 0 else ""


def _trust() -> ssl.SSLContext:
    certificates = _pip_setting("global.cert") or _pip_setting(":env:.cert")
    return ssl.create_default_context(cafile=certificates or None)


def _vulnerabilities(index: str, context: ssl.SSLContext, name: str, version: str) -> list[Found]:
    """What the index knows of one release by its JSON interface, which stands beside the simple
    one; NotAsked if it has none or cannot be reached.

    Some indexes tell of a package's latest release alone.
    """
    try:
        told = _told(index, context, f"{name}/{version}")
    except NotAsked:
        told = _told(index, context, name)
        if told.get("info", {}).get("version") != version:
            raise
    if "vulnerabilities" not in told:
        raise NotAsked("the index does not tell of vulnerabilities")
    return [
        Found(name, version, one["id"], ", ".join(one.get("fixed_in") or []) or "no release yet")
        for one in told["vulnerabilities"]
        if not one.get("withdrawn")
    ]


def _told(index: str, context: ssl.SSLContext, what: str) -> Any:
    url, headers = _asked_of(index, what)
    if not url.startswith(("http://", "https://")):
        raise NotAsked("the index is no web address")
    try:
        with urlopen(  # noqa: S310  only http and https, see above
            Request(url, headers=headers),  # noqa: S310
            timeout=TIMEOUT_SECONDS,
            context=context if url.startswith("https") else None,
        ) as answer:
            return json.load(answer)
    except HTTPError as error:
        raise NotAsked(f"the index answered {error.code}") from error
    except (URLError, OSError, ValueError) as error:
        raise NotAsked(f"the index cannot be asked ({type(error).__name__})") from error


def _asked_of(index: str, what: str) -> tuple[str, dict[str, str]]:
    """Address and headers; a name and password in the index's address go into a header."""
    parts = urlsplit(index)
    headers = {"Accept": "application/json"}
    if parts.username:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    host = parts.netloc.rpartition("@")[2]
    path = f"{parts.path.removesuffix('/simple')}/pypi/{what}/json"
    return urlunsplit((parts.scheme, host, path, "", "")), headers


if __name__ == "__main__":
    sys.exit(main())
