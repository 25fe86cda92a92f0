"""The demonstration practice, empty and with people in it, made once for all examples."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.pretend import Template, make_template
from bot.settings import Config
from tests.properties.many_databases import Databases, postgresql_databases, sqlite_files
from tests.properties.people import Peopled, with_people


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return asyncio.run(make_template(Config(), tmp_path_factory.mktemp("demo")))


@pytest.fixture
def fast_folder() -> Iterator[Path]:
    """For many short-lived databases: in memory, where the machine has such a place, as waiting
    for the disk at every commit proves nothing here."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def peopled(demo_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Peopled:
    return asyncio.run(with_people(demo_template, tmp_path_factory.mktemp("people")))


@pytest.fixture
def databases(request: pytest.FixtureRequest, kind: str) -> Iterator[Databases]:
    """For a test that names its `kind`: sqlite, or postgresql."""
    if kind == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        made = sqlite_files(template, request.getfixturevalue("fast_folder"))
    else:
        made = postgresql_databases(request.getfixturevalue("lent_databases"))
    yield made
    made.take_back()
