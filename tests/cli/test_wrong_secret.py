"""With a secret that opens nothing of what is kept, no command begins: it would find nobody, and
what it writes nobody could vouch for or use."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from actions.audit_trail.seal_audit import seal_audit
from bot.cli import cli
from bot.clock import SystemClock
from bot.running import running
from bot.settings import load_settings
from storage.errors import SecretUnknown
from storage.keyring import Keyring
from storage.unit_of_work import UnitOfWork
from tests import builders as make
from tests.support.databases import SECRET, kept_in

WRONG = "another secret than that of this database"
WHOM = ("--practice", "hill", "--contact", "+447700900501")

Run = Callable[..., Result]


async def a_person(uow: UnitOfWork) -> None:
    practice = await make.a_practice(uow, code="hill")
    await make.a_patient(uow, practice=practice, contact=WHOM[-1])


async def seals_alone(uow: UnitOfWork) -> None:
    """A practice that nobody has texted yet, whose trail a worker has sealed."""
    practice = await make.a_practice(uow, code="hill")
    await make.an_audit_entry(uow, subject_id=practice.id, at=make.NOW)
    await uow.session.flush()
    assert await seal_audit(uow, make.NOW) == 1


@pytest.fixture(params=[a_person, seals_alone])
def url(request: pytest.FixtureRequest, sqlite_url: str) -> str:
    kept_in(sqlite_url, Keyring.from_secret(SECRET), request.param)
    return sqlite_url


@pytest.fixture
def run(url: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("DATABASE_URL", url)

    def invoke(*arguments: str, secret: str) -> Result:
        monkeypatch.setenv("BLETHER_SECRET_KEY", secret)
        return CliRunner().invoke(cli, arguments)

    return invoke


@pytest.mark.parametrize(
    "arguments",
    [
        ("practice", "set", "hill", "council_name=Glasgow"),
        ("practice", "list"),
        ("token", "create", "--practice", "hill", "--role", "link_worker", "--label", "ours"),
        ("staff", "clear-second-step", "--email", "isla@hill.example"),
        ("patient", "export", *WHOM),
        ("patient", "erase", *WHOM, "--yes"),
        ("privacy", "hold", *WHOM, "--reason", "an inquiry"),
        ("privacy", "retention", "--yes"),
        ("audit", "verify"),
        ("db", "check"),
    ],
    ids=" ".join,
)
def test_a_command_with_the_wrong_secret_is_refused(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, secret=WRONG)

    assert (done.exit_code, done.stdout) == (1, "")
    assert "BLETHER_SECRET_KEY does not open what this database holds" in str(done.exception)
    assert run("audit", "verify", secret=SECRET).exit_code == 0


async def test_no_process_starts_on_it(url: str) -> None:
    settings = load_settings({"BLETHER_SECRET_KEY": WRONG, "DATABASE_URL": url})
    with pytest.raises(SecretUnknown):
        async with running(settings, SystemClock()):
            pass


def test_a_secret_that_everything_was_carried_over_to_is_known(run: Run) -> None:
    """Also where the newest seal was made under the one before, and nothing else is sealed."""
    assert run("db", "rekey", secret=f"{WRONG},{SECRET}").exit_code == 0

    assert run("audit", "verify", secret=WRONG).exit_code == 0
    assert run("db", "check", secret=WRONG).exit_code == 0
