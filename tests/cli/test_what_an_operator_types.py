"""Names, addresses, passwords and settings as an operator may mistype them: refused before
anything is kept, in one line that says what to write."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import make_url

from bot.delivery.clock_text import day_text
from bot.settings import Config, Settings, TwilioSettings
from bot.settings_doubts import SPOKEN, say_doubts, warn_if_guessable
from tests.cli.conftest import Typed
from tests.cli.test_command_line import KEY, ROOT, blether
from tests.cli.test_what_the_machine_refuses import is_one_line


@pytest.fixture
def typed(typed: Typed, folder: Path) -> Typed:
    """In the folder of the practice."""
    return partial(typed, folder=folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("practice")
    done = blether("practice", "add", "--code", "hill", "--name", " Hill ", folder=made, **KEY)
    assert done.returncode == 0, done.stderr
    return made


def test_a_list_of_which_every_row_is_left_out_is_work_that_failed(
    typed: Typed, folder: Path
) -> None:
    load = ("services", "load", "--kind", "csv", "--practice", "hill", "list.csv")
    rows = (folder / "list.csv").write_text
    rows("name,phone,needs\n,0141 496 0000,food\n")
    failed = typed(*load)
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "not one service could be read" in failed.stderr
    rows("name,phone,needs\nSoup kitchen,0141 496 0000,food\n,0141 496 0001,food\n")
    done = typed(*load)
    assert (done.returncode, done.stdout) == (0, "1 added, 0 updated\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("practice", "add", "--code", "glen", "--name", "   "), "empty"),
        (("practice", "add", "--code", "glen", "--name", "Glen\nBrae"), "one line"),
        (("practice", "add", "--code", "glen\n", "--name", "Glen"), "lower-case"),
        (("practice", "add", "--code", "glen", "--name", "Gl\udcffen"), "UTF-8"),
        (("practice", "add", "--code", "glen", "--name", "G", "--phone", "0141 496 0000"), "aloud"),
        (("practice", "add", "--code", "glen", "--name", "G", "--phone", "+441414960000"), "aloud"),
        (("practice", "add", "--code", "glen", "--name", "G", "--phone", "GLENPRAC"), "mobile"),
        (("practice", "add", "--code", "glen", "--name", "G", "--phone", ""), "mobile"),
        (("practice", "set", "hill", "sending_from=03:00"), "sending_from"),
        (
            ("token", "create", "--practice", "hill", "--role", "link_worker", "--label", "a\nb"),
            "l",
        ),
    ],
)
def test_what_would_stand_in_a_text_or_a_list_is_one_sound_line(
    typed: Typed, arguments: tuple[str, ...], says: str
) -> None:
    done = typed(*arguments)
    assert (done.returncode, done.stdout, done.is_one_line()) == (2, "", True), done.stderr
    assert says in done.stderr


@pytest.mark.parametrize(
    ("email", "password", "says"),
    [
        ("nonsense", "three odd words", "no email address"),
        ("isla@hill.example", "isla@hill.example", "not the email address"),
        ("isla@hill.example", "", "nothing on stdin"),
    ],
)
def test_staff_have_an_address_and_a_password(
    typed: Typed, email: str, password: str, says: str
) -> None:
    person = ("--practice", "hill", "--name", "Isla", "--role", "link_worker", "--email", email)
    done = typed("staff", "add", *person, stdin=password.encode())
    assert (done.returncode, done.stdout, done.is_one_line()) == (2, "", True), done.stderr
    assert says in done.stderr


def test_a_password_may_be_piped_in(typed: Typed) -> None:
    person = ("--practice", "hill", "--name", "Ros", "--role", "link_worker")
    done = typed("staff", "add", *person, "--email", "Ros@h.example", stdin=b"three odd words\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "added ros@h.example to hill\n"


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://u:hunter2@db/x", "neither sqlite nor postgresql"),
        ("postgresql+asyncpg://u:hunter2@db:port/x", "no address of a database"),
        ("postgresql://u:hunter2@db/x?colour=blue", "'colour' behind the '?'"),
        ("postgresql://u:hunter2@127.0.0.1:1/x?sslmode=require", "cannot be reached"),
    ],
)
def test_an_address_of_no_database_is_said_without_its_password(
    typed: Typed, url: str, says: str
) -> None:
    done = typed("db", "check", DATABASE_URL=url)
    assert (done.returncode, done.is_one_line()) == (1, True), done.stderr
    assert says in done.stderr
    assert "hunter2" not in done.stderr


def test_a_wrong_address_to_copy_into_is_called_as_it_was_given(typed: Typed) -> None:
    done = typed("db", "copy", "--to", "mysql://u:hunter2@db/x")
    assert (done.returncode, done.is_one_line()) == (1, True), done.stderr
    assert done.stderr.startswith("blether: --to: 'mysql' is neither")


def test_of_two_databases_it_is_said_which_one_cannot_be_reached(typed: Typed) -> None:
    assert typed("db", "upgrade").returncode == 0
    done = typed("db", "copy", "--to", "postgresql://u:hunter2@127.0.0.1:1/x")
    assert (done.returncode, done.is_one_line()) == (1, True), done.stderr
    assert done.stderr.startswith("blether: the target: the database cannot be reached")


def test_a_database_that_its_server_does_not_have_is_to_be_made(
    typed: Typed, postgres_url: str
) -> None:
    nowhere = make_url(postgres_url).set(database="nonesuch").render_as_string(hide_password=False)
    done = typed("db", "check", DATABASE_URL=nowhere)
    assert (done.returncode, done.is_one_line()) == (1, True), done.stderr
    assert "no database by that name; make an empty one" in done.stderr


def test_a_password_with_an_at_sign_in_it_is_to_be_written_otherwise(typed: Typed) -> None:
    done = typed("db", "check", DATABASE_URL="postgresql://u:hunter2@no.invalid/%rd@db/x")
    assert (done.returncode, done.is_one_line()) == (1, True), done.stderr
    assert "in a password @ is written %40, / %2F" in done.stderr
    assert "no.invalid" not in done.stderr  # where it would stand is a part of the password


def test_a_conversation_takes_any_bytes() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "chat"],
        input=b"h\xffi\n/ADVANCE 1 DAY\n/quit\n",
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=110,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"It is now" in done.stdout


def test_a_conversation_needs_words_and_a_year_of_the_calendar(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = typed("chat", "--at", "9999-12-31")
    assert (done.returncode, done.stdout, done.is_one_line()) == (2, "", True), done.stderr
    assert "2099" in done.stderr


def test_a_line_that_understanding_cannot_read_costs_no_other_its_answer(tmp_path: Path) -> None:
    stdin = '{"id": 1, "text": "am skint"}\nnonsense\n{"id": 2, "text": "i want to die"}\n'
    done = blether("understand", folder=tmp_path, stdin=stdin)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [1, 2]
    assert (done.returncode, is_one_line(done)) == (1, True)
    assert "line 2" in done.stderr


@pytest.mark.parametrize("secret", ["x", "1234567", "short,and a long one behind it"])
def test_a_secret_that_is_soon_guessed_is_warned_of(
    secret: str, caplog: pytest.LogCaptureFixture
) -> None:
    warn_if_guessable(secret)
    assert "shorter than 8 characters" in caplog.text
    assert secret not in caplog.text


def test_a_short_secret_behind_a_long_one_is_no_matter(
    caplog: pytest.LogCaptureFixture,
) -> None:
    warn_if_guessable("one that is long,x")
    assert not caplog.records


def test_a_texting_number_is_kept_as_the_carrier_names_it(typed: Typed) -> None:
    add = ("practice", "add", "--code", "brae", "--name", "Brae", "--phone", "07700 900 017")
    assert typed(*add).returncode == 0
    listed = typed("practice", "list")
    (brae,) = [line for line in listed.stdout.splitlines() if line.startswith("brae\t")]
    *shown, practice_id = brae.split("\t")
    assert shown == ["brae", "Brae", "+447700900017"]
    assert UUID(practice_id)  # as the log names it


@pytest.mark.parametrize(
    ("written", "role"),
    [
        ("Link worker", "link_worker"),
        ("link-worker", "link_worker"),
        ("PRACTICE_MANAGER", "practice_manager"),
        ("manager", "practice_manager"),
        ("programme lead", "programme_lead"),
        ("lead", "programme_lead"),
        ("admin", "administrator"),
    ],
)
def test_a_role_is_known_as_people_write_it(typed: Typed, written: str, role: str) -> None:
    done = typed("token", "create", "--practice", "hill", "--role", written, "--label", written)
    assert (done.returncode, done.stderr) == (0, "")
    listed = typed("token", "list", "--practice", "hill").stdout.splitlines()
    assert [line.split("\t")[1] for line in listed if line.split("\t")[2] == written] == [role]


def test_a_role_that_there_is_not_is_answered_with_those_that_there_are(typed: Typed) -> None:
    done = typed("token", "create", "--practice", "hill", "--role", "boss")
    assert (done.returncode, done.stdout) == (2, "")
    assert "'boss' is not one of 'link_worker', 'practice_manager'" in done.stderr


@pytest.mark.parametrize("role", [(), ("--role", "web")])
def test_a_port_that_nothing_would_open_is_refused(typed: Typed, role: tuple[str, ...]) -> None:
    done = typed("serve", *role, "--health-port", "8081")
    assert done.returncode == 2
    assert "--health-port is for --role worker" in done.stderr


@pytest.mark.parametrize(("language", "is_warned"), [("en", False), ("pl", False), ("gd", True)])
def test_a_language_in_which_no_day_can_be_written_is_warned_of(
    caplog: pytest.LogCaptureFixture, language: str, is_warned: bool
) -> None:
    config = Config(language=language, additional_languages=())
    say_doubts(
        Settings(
            database_url="sqlite://",
            secret_key="a long secret",
            public_url="http://127.0.0.1:8080",
            twilio=TwilioSettings(),
            config=config,
        )
    )
    assert (f"language is '{language}'" in caplog.text) is is_warned
    has_days = language == "en" or day_text(0, language) != day_text(0, "en")
    assert (language in SPOKEN) is has_days
