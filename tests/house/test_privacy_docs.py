"""What the documents on privacy say is what the software does."""

from __future__ import annotations

import re

from actions.privacy.export_patient import EXCUSED, EXPORTED
from bot.settings import RetentionConfig
from storage.models import Base
from tests.house.tree import ROOT

PRIVACY = ROOT / "docs/privacy"


def test_the_record_of_processing_names_every_table_and_no_other():
    text = (PRIVACY / "record-of-processing.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+)`", text))

    assert named == {str(table) for table in Base.metadata.sorted_tables}


def test_every_table_about_people_is_exported_or_excused():
    assert EXPORTED | set(EXCUSED) <= {str(table) for table in Base.metadata.sorted_tables}


def test_the_periods_in_the_documents_are_the_defaults():
    text = (PRIVACY / "retention.md").read_text(encoding="utf-8")
    kept = RetentionConfig()
    years, grown = kept.step_days // 365, kept.child_until_age

    for said, setting in (
        (f"{kept.record_years} years after the last entry", "record_years"),
        (f"{kept.safeguarding_years} years after the last entry", "safeguarding_years"),
        (
            f"until they are {grown}, or {grown + 1}",
            "child_until_age",
        ),
        (f"{years} years, once the referral is closed", "step_days"),
        (f"{kept.sign_in_days} days after their end", "sign_in_days"),
    ):
        rows = [line for line in text.splitlines() if f"`{setting}`" in line]
        assert any(said in row for row in rows), setting
