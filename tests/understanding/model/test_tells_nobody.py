"""What understands texts tells nobody outside that it runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT


def understood_at(home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("ORT_", "XDG_"))
    }
    return subprocess.run(
        [sys.executable, "-m", "bot", "understand"],
        input='{"id": "1", "text": "am skint"}\n',
        env={**environment, "HOME": str(home), **more},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )


def test_onnxruntime_prepares_no_report_of_its_use(tmp_path: Path):
    """Where it reports, it first makes a database of what is to be sent, below HOME."""
    answer = understood_at(tmp_path)

    assert '"money"' in answer.stdout
    assert list(tmp_path.rglob("*")) == []


def test_the_environment_cannot_have_it_report(tmp_path: Path):
    understood_at(tmp_path, ORT_DISABLE_TELEMETRY="0")

    assert list(tmp_path.rglob("*")) == []
