"""`blether db …` as an operator uses it, beside a service that is a process of its own."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.clock import SystemClock
from storage.database import Database
from storage.keyring import Keyring
from storage.models import Base
from tests import builders
from tests.cli.test_command_line import KEY, ROOT, blether
from tests.faults.service import Service

pytestmark = pytest.mark.timeout(400)  # each of them starts several processes

KEYRING = Keyring.from_secret(KEY["BLETHER_SECRET_KEY"])


async def fill(url: str, *, code: str = "hill", people: int = 1, beats: int = 0) -> None:
    """A practice with people, and many rows that mean nothing."""
    database = Database.open(url, KEYRING)
    await database.upgrade()
    async with database.begin() as uow:
        practice = await builders.a_practice(uow, code=code)
        for _ in range(people):
            await builders.a_patient(uow, practice=practice)
        rows = [{"name": f"rehearsal {n}", "at": builders.NOW} for n in range(beats)]
        if rows:
            await uow.session.execute(Base.metadata.tables["heartbeat"].insert(), rows)
    await database.close()


async def codes_in(url: str) -> set[str]:
    """Of the practices there."""
    database = Database.open(url, KEYRING)
    async with database.read() as uow:
        codes = {practice.code for practice in await uow.practices.all()}
    await database.close()
    return codes


async def revision_of(database: Database) -> str | None:
    """Where the database says that it stands; None while it has no tables yet."""
    problem = await database.check()
    return problem.split()[5].rstrip(",") if problem else "ours"


def refused(done: subprocess.CompletedProcess[str], says: str) -> bool:
    """Exit code 1 and one line on stderr that says so."""
    lines = done.stderr.strip().splitlines()
    return done.returncode == 1 and len(lines) == 1 and says in lines[0] and not done.stdout


def test_a_database_out_of_reach_is_one_clear_line(tmp_path: Path) -> None:
    away = "postgresql://nobody@127.0.0.1:1/nothing"
    done = blether("db", "upgrade", folder=tmp_path, DATABASE_URL=away, **KEY)
    assert refused(done, "the database cannot be reached (ConnectionRefusedError)"), done


async def test_a_backup_is_restored_once_nothing_runs_on_the_database(tmp_path: Path) -> None:
    file = tmp_path / "blether.db"
    url = f"sqlite+aiosqlite:///{file}"
    backup = str(tmp_path / "then.db")
    here = {"DATABASE_URL": url, **KEY}
    await fill(url)
    assert blether("db", "backup", backup, folder=tmp_path, **here).returncode == 0
    service = Service(folder=tmp_path, database_url=url, secret=KEY["BLETHER_SECRET_KEY"])
    await service.start()
    await fill(url, code="glen")
    restore = ("db", "restore", backup, "--replace")

    assert refused(blether(*restore, folder=tmp_path, **here), "is in use: stop every")
    assert await codes_in(url) == {"glen", "hill"}
    await service.kill()
    done = blether(*restore, folder=tmp_path, **here)

    assert (done.returncode, done.stderr) == (0, "")
    assert await codes_in(url) == {"hill"}
    said = done.stdout.splitlines()[-1]
    assert said.startswith("what was there before is kept as ")
    assert await codes_in(f"sqlite:///{said.split()[-1]}") == {"glen", "hill"}


@pytest.fixture(params=["to postgresql", "to sqlite"])
def urls(request: pytest.FixtureRequest, sqlite_url: str, postgres_url: str) -> tuple[str, str]:
    """A source and a target."""
    here, there = sqlite_url, postgres_url
    return (here, there) if request.param == "to postgresql" else (there, here)


async def test_a_copy_that_is_killed_is_refused_until_it_is_made_again(
    urls: tuple[str, str], tmp_path: Path
) -> None:
    source, target = urls
    await fill(source, people=20, beats=20_000)
    copying = (sys.executable, "-m", "bot", "db", "copy", "--to", target)
    environment = {"PYTHONPATH": str(ROOT), "DATABASE_URL": source, **KEY}
    process = await asyncio.create_subprocess_exec(
        *copying, env=environment, cwd=tmp_path, stdout=subprocess.DEVNULL
    )
    watching = Database.open(target, KEYRING)
    async with asyncio.timeout(100):
        while await revision_of(watching) != "copy-unfinished":  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    assert await process.wait() == -signal.SIGKILL, "it was killed too late to prove anything"

    there = {"DATABASE_URL": target, **KEY}
    done = blether("serve", "--port", "0", folder=tmp_path, **there)
    assert refused(done, "a copy into this database was not finished"), done
    again = blether(
        "db", "copy", folder=tmp_path, BLETHER_COPY_TO=target, DATABASE_URL=source, **KEY
    )
    assert again.returncode == 0, again.stderr
    assert "20 patient" in again.stdout
    assert "20000 heartbeat" in again.stdout
    assert await watching.check() is None
    await watching.close()
    assert await codes_in(target) == {"hill"}


async def test_a_service_that_runs_is_not_copied_by_mistake(
    sqlite_database: Database, sqlite_url: str, tmp_path: Path
) -> None:
    async with sqlite_database.begin() as uow:
        await uow.heartbeats.beat("worker", SystemClock().now())
    there = f"sqlite:///{tmp_path}/there.db"
    copy = ("db", "copy", "--to", there)

    done = blether(*copy, folder=tmp_path, DATABASE_URL=sqlite_url, **KEY)
    assert refused(done, "stop the service"), done


async def test_a_copy_is_refused_while_a_web_process_alone_takes_texts_in(
    database_url: str, tmp_path: Path
) -> None:
    await fill(database_url)
    copy = ("db", "copy", "--to", f"sqlite:///{tmp_path}/there.db")
    here = {"DATABASE_URL": database_url, **KEY}
    web = Database.open(database_url, KEYRING)
    async with web.read() as uow:
        assert await uow.practices.all()

    assert refused(blether(*copy, folder=tmp_path, **here), "stop the service")
    await web.close()
    done = blether(*copy, folder=tmp_path, **here)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", [("check",), ("backup", "copy.db")], ids=" ".join)
def test_a_database_that_is_not_there_is_neither_made_nor_called_kept(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    """As when a command's DATABASE_URL is not that of the service."""
    there = tmp_path / "elsewhere" / "blether.db"
    here = {"DATABASE_URL": f"sqlite:///{there}", **KEY}
    done = blether("db", *command, folder=tmp_path, **here)
    assert refused(done, f"{there}: there is no database there; DATABASE_URL says where"), done
    assert not list(tmp_path.iterdir())

    there.parent.mkdir()
    there.touch()
    done = blether("db", *command, folder=tmp_path, **here)
    assert refused(done, "the database is not migrated yet"), done
    assert not (tmp_path / "copy.db").exists()


async def test_a_check_reads_every_page_and_finds_one_that_was_damaged(tmp_path: Path) -> None:
    file = tmp_path / "kept.db"
    url = f"sqlite+aiosqlite:///{file}"
    await fill(url, beats=2000)
    sound = blether("db", "check", folder=tmp_path, DATABASE_URL=url, **KEY)
    assert (sound.returncode, sound.stdout) == (0, "the database is sound\n")
    with file.open("rb+") as pages:
        pages.seek(file.stat().st_size - 3 * 4096)
        pages.write(b"\xff" * 4096)

    done = blether("db", "check", folder=tmp_path, DATABASE_URL=url, **KEY)

    assert done.returncode == 1
    assert "the database file is damaged" in done.stderr
    assert len(done.stderr.splitlines()) == 1
