"""Everything at once, seed by seed: no text lost, none twice, none at the wrong time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.chaos import chaos

SEEDS = range(4)


@pytest.mark.parametrize("seed", SEEDS)
async def test_whatever_happens_in_whatever_order_all_accounts_agree(
    database_url: str, tmp_path: Path, seed: int
) -> None:
    report = await chaos(database_url, tmp_path, seed=seed)
    assert report["faults"] == []
    assert report["sent"] > 0
