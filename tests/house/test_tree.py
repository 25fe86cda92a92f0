"""What must never lie in the tree: addresses of registries, somebody's own paths, real numbers."""

from __future__ import annotations

import re

import pytest

from tests.house.tree import ROOT, name, text_files

LOCKS = ("run", "test", "bench", "build")
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


def test_the_locks_agree_on_every_version():
    def pins(lock):
        text = (ROOT / "requirements" / f"{lock}.lock").read_text(encoding="utf-8")
        return set(re.findall(r"^([\w.\-]+)==([\w.+!]+)", text, re.MULTILINE))

    everything = set().union(*(pins(lock) for lock in LOCKS))
    versions = {}
    for package, version in everything:
        versions.setdefault(package, set()).add(version)
    several = {package: found for package, found in versions.items() if len(found) > 1}
    # A package may have one version for each of two ranges of Python, but the same in each lock.
    test_pins = pins("test")
    assert all(
        {(package, version) for version in found} <= test_pins for package, found in several.items()
    )


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
