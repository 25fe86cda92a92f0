from __future__ import annotations


class SettingsError(Exception):
    """A setting is missing or wrong; the text tells the operator which, and what to do."""
