"""`session_expiration_time: 0` in the flows: a conversation goes on whenever it is answered."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.settings import PROJECT_ROOT
from tests.cli.conftest import Typed

SAID = b"skint and the landlord wants me oot\n1\n/advance 3 days\n1\n"


def test_no_answer_comes_too_late_where_sessions_never_expire(typed: Typed, tmp_path: Path) -> None:
    flows = Path(shutil.copytree(PROJECT_ROOT / "flows", tmp_path / "flows"))
    domain = flows / "domain.yml"
    text = domain.read_text(encoding="utf-8")
    changed = text.replace("session_expiration_time: 1440", "session_expiration_time: 0")
    assert changed != text
    domain.write_text(changed, encoding="utf-8")
    (tmp_path / "config.yml").write_text(f"flows: {flows}\n", encoding="utf-8")
    options = {"stdin": SAID, "BLETHER_CONFIG": str(tmp_path / "config.yml")}
    said = typed("chat", "--at", "2026-11-23 10:00", **options).stdout
    assert "Is it safe" in said or "safe to text" in said, said
    assert "go on from where we were" not in said, said
