"""What a machine may lack: tests that need it are skipped there, and fail where it is to be."""

from __future__ import annotations

import os
from typing import Literal, NoReturn, TypeAlias

import pytest

Need: TypeAlias = Literal["postgresql", "chromium"]
NEEDED = "BLETHER_TESTS_NEED"
"""Names with commas between them, like "postgresql,chromium": a thousand tests are not to be
skipped unseen where a release is judged by them."""


def lacks(need: Need, why: str) -> NoReturn:
    if need in os.environ.get(NEEDED, "").split(","):
        pytest.fail(f"{NEEDED} asks for {need}: {why}", pytrace=False)
    pytest.skip(why)
