"""A practice's settings as its manager may change them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from storage.models import Practice


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsView:
    id: str
    name: str
    is_reminding: bool
    before: str
    wording: str
    is_intake_open: bool


def present_settings(practice: Practice, form: Mapping[str, str] | None) -> SettingsView:
    """What is kept, or what was typed into a form that was refused."""
    kept = practice.settings
    if form is None:
        return SettingsView(
            id=practice.id,
            name=practice.name,
            is_reminding=kept.reminders.enabled,
            before=", ".join(kept.reminders.before),
            wording=kept.reminders.wording or "",
            is_intake_open=kept.intake_open,
        )
    return SettingsView(
        id=practice.id,
        name=practice.name,
        is_reminding=form.get("enabled") == "yes",
        before=form.get("before", ""),
        wording=form.get("wording", ""),
        is_intake_open=form.get("intake_open") == "yes",
    )
