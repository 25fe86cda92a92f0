"""Names of the responses that the built-in patterns say."""

from __future__ import annotations

from typing import Final

BUILTIN_WORDING: Final = frozenset(
    (
        "utter_ask_rephrase",
        "utter_lead_in",
        "utter_corrected",
        "utter_cancelled_flow",
        "utter_clarify",
        "utter_skip_refused",
        "utter_ask_go_on",
        "utter_session_expired",
        "utter_flow_done",
        "utter_failure",
        "utter_chitchat",
        "utter_cannot_help",
        "utter_person_coming",
        "utter_kept_for_person",
        "utter_ask_interrupted_flow",
    )
)
"""What the built-in patterns say; `flows/patterns.yml` holds the words."""
