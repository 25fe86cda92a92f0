"""The audit is run as `make audit` runs it, against an index of our own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.house.tree import ROOT

KNOWN = {
    "/pypi/good/1.0/json": {"vulnerabilities": []},
    "/pypi/bad/2.0/json": {
        "vulnerabilities": [
            {"id": "PYSEC-1", "fixed_in": ["2.1"], "withdrawn": None},
            {"id": "PYSEC-2", "fixed_in": [], "withdrawn": "2026-01-01T00:00:00Z"},
        ]
    },
    "/pypi/latest/json": {
        "info": {"version": "5.0"},
        "vulnerabilities": [{"id": "PYSEC-5", "fixed_in": ["5.1"]}],
    },
    "/pypi/silent/3.0/json": {"info": {}},
}


class Index(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        told = KNOWN.get(self.path)
        self.send_response(404 if told is None else 200)
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, *_: object) -> None:
        """Quiet."""


@contextmanager
def an_index() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Index)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/simple"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def audit(
    tmp_path: Path, index: str, *locked: str, accepted: object = (), options: tuple[str, ...] = ()
) -> tuple[int, str]:
    lock, list_ = tmp_path / "some.lock", tmp_path / "accepted.json"
    lines = [f"{one} ; python_version > '3' \\\n    --hash=sha256:0\n" for one in locked]
    lock.write_text("".join(lines))
    list_.write_text(json.dumps(accepted))
    done = subprocess.run(
        [
            *(sys.executable, str(ROOT / "scripts/audit_dependencies.py"), str(lock)),
            *("--accepted", str(list_), *options),
        ],
        env={**os.environ, "PIP_INDEX_URL": index, "PIP_CONFIG_FILE": os.devnull},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_known_vulnerability_fails_until_it_is_accepted_with_a_reason(tmp_path: Path) -> None:
    entry = {"package": "bad", "id": "PYSEC-1", "reason": "not reached", "until": "2999-01-01"}
    with an_index() as index:
        failed = audit(tmp_path, index, "good==1.0", "bad==2.0")
        passed = audit(tmp_path, index, "good==1.0", "bad==2.0", accepted=[entry])
        old = audit(tmp_path, index, "good==1.0", accepted=[{**entry, "until": "2020-01-01"}])
        bare = audit(tmp_path, index, "good==1.0", accepted=[{**entry, "reason": " "}])

    assert failed[0] == 1
    assert "bad 2.0: PYSEC-1, mended in 2.1" in failed[1]
    assert "PYSEC-2" not in failed[1]  # withdrawn
    assert passed == (0, "2 of 2 locked releases were asked about\n")
    assert (old[0], bare[0]) == (1, 1)
    assert "look at it again" in old[1]


@pytest.mark.parametrize("locked", ["silent==3.0", "gone==4.0", "latest==4.9"])
def test_what_could_not_be_asked_is_said_and_fails_only_when_strict(
    tmp_path: Path, locked: str
) -> None:
    with an_index() as index:
        status, said = audit(tmp_path, index, locked)
        strict, _ = audit(tmp_path, index, locked, options=("--strict",))
    assert (status, strict) == (0, 1)
    assert "NOT CHECKED: 1 releases" in said


def test_an_index_that_tells_of_the_latest_release_alone_is_asked_about_that(
    tmp_path: Path,
) -> None:
    with an_index() as index:
        status, said = audit(tmp_path, index, "latest==5.0")
    assert status == 1
    assert "latest 5.0: PYSEC-5" in said


def test_without_a_network_it_says_that_it_could_not_ask(tmp_path: Path) -> None:
    status, said = audit(tmp_path, "http://127.0.0.1:9/simple", "good==1.0")
    assert status == 0
    assert "0 of 1 locked releases were asked about" in said
    assert "NOT CHECKED" in said


def test_what_we_have_accepted_ourselves_is_in_order() -> None:
    command = [sys.executable, str(ROOT / "scripts/audit_dependencies.py"), "--offline"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
