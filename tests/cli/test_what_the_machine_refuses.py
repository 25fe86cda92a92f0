"""A folder, a stream, a database that is not what a command needs: one clear line, no traceback."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Done, Typed
from tests.cli.test_command_line import ROOT, blether


def is_one_line(done: subprocess.CompletedProcess[str] | Done) -> bool:
    return done.stderr.startswith("blether: ") and len(done.stderr.strip().splitlines()) == 1


def test_a_backup_into_a_folder_that_is_not_there(typed: Typed, tmp_path: Path) -> None:
    assert typed("db", "upgrade").returncode == 0
    done = typed("db", "backup", "none/copy.db")
    assert (done.returncode, is_one_line(done)) == (1, True), done.stderr
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("command", [("db", "upgrade"), ("db", "check"), ("practice", "list")])
def test_a_file_that_is_no_database(typed: Typed, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "letter.txt").write_text("Dear link worker, " * 100)
    url = f"sqlite+aiosqlite:///{tmp_path / 'letter.txt'}"
    done = typed(*command, DATABASE_URL=url)
    assert (done.returncode, is_one_line(done)) == (1, True), done.stderr
    assert "not a database" in done.stderr


@pytest.mark.parametrize("command", [("db", "check"), ("practice", "list"), ("serve",)])
def test_a_database_that_cannot_be_opened_is_named(
    typed: Typed, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """Here a folder has its name; so it is too with a read-only disk, or as another user."""
    done = typed(*command, DATABASE_URL=f"sqlite:///{tmp_path}")
    assert (done.returncode, is_one_line(done)) == (1, True), done.stderr
    assert f"{tmp_path}: this database cannot be opened" in done.stderr
    assert "this user must be allowed to write" in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("practice", "list"),
        ("practice", "set", "hill"),
        ("staff", "list", "--practice", "hill"),
        ("token", "list", "--practice", "hill"),
        ("services", "load", "--kind", "csv", "--practice", "hill", "list.csv"),
        ("patient", "export", "--practice", "hill", "--contact", "07700900123"),
        ("privacy", "holds", "--practice", "hill"),
        ("audit", "verify"),
        ("db", "rekey", "--check"),
        ("db", "reindex"),
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_a_database_that_is_not_there_is_not_made_to_be_found_empty(
    typed: Typed, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """Its address is mistyped: whoever read that nobody is known would think all is lost."""
    (tmp_path / "list.csv").write_text("name\nFood bank\n", encoding="utf-8")
    there = tmp_path / "blehter" / "blether.db"
    done = typed(*command, DATABASE_URL=f"sqlite:///{there}")
    assert (done.returncode, done.stdout, is_one_line(done)) == (1, "", True), done.stderr
    assert f"{there}: there is no database there; DATABASE_URL says where" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["list.csv"]


def test_a_first_practice_makes_the_database(typed: Typed) -> None:
    assert typed("practice", "add", "--code", "hill", "--name", "Hill").returncode == 0
    assert "hill\tHill" in typed("practice", "list").stdout


def test_an_address_of_twilio_that_is_none(typed: Typed) -> None:
    done = typed("config", "check", TWILIO_API_URL="api.twilio.com")
    assert (done.returncode, is_one_line(done)) == (1, True)
    assert "TWILIO_API_URL" in done.stderr


def test_understanding_takes_a_byte_order_mark_and_needs_its_streams(tmp_path: Path) -> None:
    marked = blether("understand", folder=tmp_path, stdin='\ufeff{"id": 1, "text": "hi"}\r\n')
    assert (marked.returncode, len(marked.stdout.splitlines())) == (0, 1)
    for closed in ("<&-", ">&- </dev/null"):
        command = f"exec {sys.executable} -m bot understand {closed}"
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            timeout=60,
            check=False,
        )
        assert (done.returncode, is_one_line(done)) == (2, True), done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_said(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "understand"],
            input='{"id": 1, "text": "hi"}\n',
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            timeout=60,
            check=False,
        )
    assert (done.returncode, is_one_line(done)) == (1, True), done.stderr


@pytest.mark.skipif(os.name == "nt", reason="no limit of a file's size")
def test_a_backup_that_finds_no_room_blames_the_folder_and_not_the_database(
    typed: Typed, tmp_path: Path
) -> None:
    assert typed("db", "upgrade").returncode == 0
    command = f"ulimit -f 64; exec {sys.executable} -m bot db backup copy.db"
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        timeout=60,
        check=False,
    )
    assert (done.returncode, is_one_line(done)) == (1, True), done.stderr
    assert "the backup cannot be written to" in done.stderr
    assert not (tmp_path / "copy.db").exists()


def test_a_secret_that_is_only_commas_is_none(typed: Typed) -> None:
    done = typed("practice", "list", BLETHER_SECRET_KEY=" , ,")
    assert (done.returncode, is_one_line(done)) == (1, True), done.stderr
    assert "BLETHER_SECRET_KEY is not set" in done.stderr


def test_beside_a_demonstration_it_is_said_where_its_secret_is(
    typed: Typed, tmp_path: Path
) -> None:
    """A new one would not open what the demonstration keeps."""
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "demo-secret-key").write_text("of-the-demonstration")
    asked = ("token", "create", "--practice", "demo", "--role", "link_worker")
    done = typed(*asked, BLETHER_SECRET_KEY="", DATABASE_URL="")
    assert (done.returncode, is_one_line(done)) == (1, True), done.stderr
    assert "BLETHER_SECRET_KEY=$(cat var/demo-secret-key)" in done.stderr
    done = typed(*asked, BLETHER_SECRET_KEY="", DATABASE_URL="sqlite+aiosqlite:///other.db")
    assert "Make one with" in done.stderr


def test_a_demonstration_on_a_port_that_is_taken_changes_nothing(tmp_path: Path) -> None:
    """The one that runs there keeps its password."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = blether("demo", "--port", port, folder=tmp_path, BLETHER_SECRET_KEY="")
    assert (done.returncode, done.stdout, is_one_line(done)) == (1, "", True), done.stderr
    assert "another process serves there already" in done.stderr
    assert not (tmp_path / "var" / "blether.db").exists()


def test_a_service_writes_nothing_but_objects_to_its_log(tmp_path: Path) -> None:
    """Also of a secret that is soon guessed, which it reads before all else."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = blether("serve", "--port", port, folder=tmp_path, BLETHER_SECRET_KEY="short")
    *lines, last = done.stderr.splitlines()
    events = [json.loads(line)["event"] for line in lines]
    assert any("soon guessed" in event for event in events)
    assert last.startswith("blether: ")


def test_a_secret_that_is_soon_guessed_is_said_before_the_start(tmp_path: Path) -> None:
    done = blether("config", "check", folder=tmp_path, BLETHER_SECRET_KEY="short")
    assert (done.returncode, "soon guessed" in done.stderr) == (0, True), done.stderr
