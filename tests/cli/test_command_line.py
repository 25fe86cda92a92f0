"""The command line as a person or a script uses it: exit codes and one clear line."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.settings import Config, SettingsError, load_settings, read_config
from tests.cli.conftest import KEY, Typed

ROOT = Path(__file__).parent.parent.parent


def blether(
    *arguments: str, folder: Path, stdin: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        timeout=110,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("practice", "add"), 2, "Missing option '--code'"),
        (("token", "create", "--practice", "demo"), 2, "Choose from: link_worker, practice_m"),
        (("no-such-thing",), 2, "No such command"),
        (("db",), 2, "backup, check"),
        (("practice",), 2, "add, hours, list, set; `blether practice --help` says more"),
        (("serve", "--role", "king"), 2, "Invalid value"),
        (("practice", "list"), 1, "BLETHER_SECRET_KEY is not set"),
    ],
)
def test_a_mistake_is_one_line_on_stderr(
    typed: Typed, arguments: tuple[str, ...], code: int, says: str
) -> None:
    done = typed(*arguments, BLETHER_SECRET_KEY="")
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith("blether: ")
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_without_a_twilio_account_it_is_said_that_no_texts_leave(typed: Typed) -> None:
    done = typed("config", "check", TWILIO_ACCOUNT_SID="", TWILIO_AUTH_TOKEN="")
    assert done.returncode == 0
    assert "texts: none leave (no Twilio account)" in done.stdout


def test_a_broken_config_is_named_with_its_setting(typed: Typed, tmp_path: Path) -> None:
    config = tmp_path / "config.yml"
    config.write_text("delivery: {attempts: many}\n")
    done = typed("config", "check", BLETHER_CONFIG=str(config))
    assert done.returncode == 1
    assert "delivery.attempts" in done.stderr
    config.write_text("delivery: {attempts: 3\n")
    done = typed("config", "check", BLETHER_CONFIG=str(config))
    assert (done.returncode, "not valid YAML: line" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("# first\nlog_level: debug\n", "line 2: log_level: input should be 'DEBUG'"),
        ("web:\n  idle_minutes: 60\n  session_hour: 9\n", "line 3: 'web.session_hour' is not"),
        ("web:\n  trusted_proxies:\n    - 10.0.0.0/8\n    - banana\n", "line 4: "),
        ("web: 5\n", "line 1: web: settings by name are expected below it"),
        ("additional_languages: pl\n", "a list is expected"),
        ("a: \0\n", "not valid YAML"),
        ("flows: 3\n", "the path of a folder is expected"),
        ('language: ""\n', "the code of a language is expected"),
        ("additional_languages: [pl, en]\n", "'en' is the language already"),
        ("limits: {practice_pounds_a_day: .inf}\n", "limits.practice_pounds_a_day"),
        ("delivery: {pence_per_segment: 1e999}\n", "delivery.pence_per_segment"),
        ("delivery: {lease_seconds: 99999999999999}\n", "less than or equal to 3600"),
        ("web: {max_body_bytes: 99999999999999}\n", "less than or equal to 67108864"),
        ("timers: {sweep_seconds: 90000}\n", "less than or equal to 300"),
        ("retention: {step_days: 999999}\n", "less than or equal to 365000"),
        ("retention: {sign_in_days: 999999}\n", "less than or equal to 365000"),
        ("safety: {helplines_check_days: 999999}\n", "less than or equal to 365000"),
    ],
)
def test_what_is_wrong_in_a_config_is_named_with_its_line(
    tmp_path: Path, written: str, says: str
) -> None:
    config = tmp_path / "config.yml"
    config.write_text(written)
    with pytest.raises(SettingsError) as error:
        read_config(config)
    assert says in str(error.value)
    assert str(error.value).startswith(f"{config}: ")


def test_a_section_of_comments_alone_is_as_one_left_out(tmp_path: Path) -> None:
    config = tmp_path / "config.yml"
    config.write_text("\ufeffweb:\r\n  # idle_minutes: 60\r\nlog_level: ERROR\r\n")
    assert read_config(config).web == Config().web
    assert read_config(config).log_level == "ERROR"


def test_a_flow_of_needs_that_is_not_there_is_refused_before_anybody_writes(
    typed: Typed, tmp_path: Path
) -> None:
    config = tmp_path / "config.yml"
    config.write_text("understanding: {needs_flow: selfreferral}\n")
    done = typed("config", "check", BLETHER_CONFIG=str(config))
    assert (done.returncode, "no flow 'selfreferral'" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    "address",
    [
        "https://",
        "https://a b.org",
        "https://a.org:99999",
        "https://me:pw@a.org",
        "https://a.org?x",
    ],
)
def test_a_public_address_is_an_address_and_nothing_else(address: str) -> None:
    with pytest.raises(SettingsError, match="BLETHER_PUBLIC_URL"):
        load_settings({**KEY, "BLETHER_PUBLIC_URL": address})


def test_several_tokens_of_twilio_are_read_and_the_first_one_sends() -> None:
    given = {**KEY, "TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "new, old,"}
    assert load_settings(given).twilio.auth_tokens == ("new", "old")
    with pytest.raises(SettingsError, match="belong together"):
        load_settings({**given, "TWILIO_AUTH_TOKEN": " , "})


def test_a_broken_flow_is_named_with_file_and_line(typed: Typed, tmp_path: Path) -> None:
    flow = tmp_path / "pay.yml"
    flow.write_text(
        "flows:\n  pay:\n    description: x\n    steps:\n      - id: ask\n        next: nowhere\n"
    )
    done = typed("flows", "check", str(flow), BLETHER_SECRET_KEY="")
    assert done.returncode == 1
    assert "pay.yml:" in done.stderr


def test_a_practice_is_set_up_and_has_a_token(typed: Typed, tmp_path: Path) -> None:
    add = ("practice", "add", "--code", "hill", "--name", "Hill Practice")
    assert blether(*add, "--phone", "+447700900002", folder=tmp_path, **KEY).returncode == 0
    again = typed(*add)
    assert (again.returncode, "already" in again.stderr) == (1, True)
    made = blether(
        *("token", "create", "--practice", "hill", "--role", "link_worker"), folder=tmp_path, **KEY
    )
    assert made.returncode == 0
    assert len(made.stdout.split()) == 1
    listed = typed("token", "list", "--practice", "hill")
    token_id = listed.stdout.split()[0]
    for _ in range(2):  # revoked is revoked
        assert typed("token", "revoke", token_id).returncode == 0
    person = ("--email", "ann@hill.example", "--name", "Ann", "--role", "practice_manager")
    added = blether(
        *("staff", "add", "--practice", "hill", *person, "--password", "a long enough one"),
        folder=tmp_path,
        **KEY,
    )
    assert added.returncode == 0
    with closing(sqlite3.connect(tmp_path / "var" / "blether.db")) as database:
        entries = [action for (action,) in database.execute("SELECT action FROM audit ORDER BY at")]
    assert entries == ["added_practice", "created_token", "revoked_token", "added_staff"]


def test_understand_answers_line_by_line_and_never_fails_on_a_text(tmp_path: Path) -> None:
    texts = ["", "x" * 10_000, "\x00\x01", "😀😀", "مرحبا", "am skint", "i want to die"]
    stdin = "".join(json.dumps({"id": n, "text": text}) + "\n" for n, text in enumerate(texts))
    done = blether("understand", folder=tmp_path, stdin=stdin)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == list(range(len(texts)))
    assert answers[5]["needs"] == ["money"]
    assert answers[6]["risk"] == "crisis"
    assert set(answers[0]) == {"id", "needs", "risk", "scores", "evidence"}


def test_chat_books_from_a_pipe_and_moves_its_clock(tmp_path: Path) -> None:
    lines = (
        "cannae pay ma leccy and the landlord wants me oot\naye\n1\n1\n1\nJean Broon 14/2/51\n1\n"
    )
    done = blether(
        *("chat", "--at", "2026-11-23 10:00:00"),
        folder=tmp_path,
        stdin=lines + "/advance 3 days\n/quit\n",
    )
    assert done.returncode == 0, done.stderr
    assert "you booked" in done.stdout
    assert "It is now" in done.stdout


def test_staff_are_added_and_a_lost_phone_is_helped(typed: Typed) -> None:
    typed("practice", "add", "--code", "hill", "--name", "Hill")
    person = ("--email", "Boss@hill.example")
    add = ("staff", "add", "--practice", "hill", *person, "--name", "Boss", "--role")
    made = typed(*add, "administrator", "--password", "three odd words")
    assert (made.returncode, made.stdout) == (0, "added boss@hill.example to hill\n")
    done = typed("staff", "clear-second-step", *person)
    assert (done.returncode, "cleared the second step" in done.stdout) == (0, True)
    nobody = ("staff", "clear-second-step", "--email", "who@hill.example")
    refused = typed(*nobody)
    assert (refused.returncode, "no member of staff" in refused.stderr) == (1, True)


def test_reindex_counts_the_people_who_can_be_found(typed: Typed, tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'blether.db'}"
    assert typed("db", "upgrade", DATABASE_URL=url).returncode == 0
    done = typed("db", "reindex", DATABASE_URL=url)

    assert done.returncode == 0, done.stderr
    assert done.stdout == "0 people can be found by name, number and words\n"


def test_a_demonstration_is_made_without_being_served(typed: Typed, tmp_path: Path) -> None:
    made = blether("demo", "--no-serve", folder=tmp_path, BLETHER_DEMO_PASSWORD="heather", **KEY)
    assert (made.returncode, "morag@demo.example" in made.stdout) == (0, True), made.stderr
    listed = typed("practice", "list")
    assert listed.stdout.startswith("demo\tBlether Demo Practice\t+447700900001")
