"""What must never lie in the tree: addresses of registries, somebody's own paths, real numbers."""

from __future__ import annotations

import re

import pytest

from tests.house.tree import ROOT, name, text_files

LOCKS = ("run", "test", "bench", "train", "build", "teachers")
_REGISTRY = re.compile(r"--(?:extra-)?index-" + r"url|--find-" + r"links|--trusted-" + r"host")
_OWN_PATH = re.compile(r"(?<![\w.])/(?:home|Users|root|work|opt)/[\w.]+")
_MOBILE = re.compile(r"(?<!\d)(?:\+44\s?7|07)\d{3}\s?\d{3}\s?\d{3}(?!\d)")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_version_and_hashes_and_no_address(lock):
    text = (ROOT / "requirements" / f"{lock}.lock").read_text(encoding="utf-8")
    packages = [line for line in text.splitlines() if line and line[0] not in " #"]

    assert packages
    assert all("==" in package for package in packages)
    assert text.count("--hash=sha256:") >= len(packages)
    assert "://" not in text
    assert not _REGISTRY.search(text)


@pytest.mark.parametrize("lock", LOCKS)
def test_the_locks_agree_on_every_version(lock):
    """A package may have one version for each of two ranges of Python, but the same everywhere."""

    def versions(lock):
        text = (ROOT / "requirements" / f"{lock}.lock").read_text(encoding="utf-8")
        found = {}
        for package, version in re.findall(r"^([\w.\-]+)==([\w.+!]+)", text, re.MULTILINE):
            found.setdefault(package, set()).add(version)
        return found

    tested, here = versions("test"), versions(lock)
    assert {name: here[name] for name in here if name in tested} == {
        name: tested[name] for name in here if name in tested
    }


@pytest.mark.parametrize("pattern", [_REGISTRY, _OWN_PATH], ids=["registry", "own path"])
def test_no_file_names_a_registry_or_a_path_of_one_machine(pattern):
    hits = [
        f"{name(path)}: {found[0]}"
        for path in text_files()
        if path.suffix != ".lock"
        for found in [pattern.search(path.read_text(encoding="utf-8"))]
        if found
    ]

    assert hits == []


def test_example_mobile_numbers_are_those_kept_for_drama():
    allowed = re.compile(r"(?:\+44|0)7700900\d{3}")
    # Published helplines, and numbers in the tests of odd input, are no one's own phone.
    real = {"07401288595"}
    hits = [
        f"{name(path)}: {found}"
        for path in text_files()
        if path.suffix not in {".lock"} and "fixtures" not in path.parts
        for found in _MOBILE.findall(path.read_text(encoding="utf-8"))
        if not allowed.fullmatch(found.replace(" ", "")) and found.replace(" ", "") not in real
    ]

    assert hits == []
