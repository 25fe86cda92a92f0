"""How reports name what is counted."""

from __future__ import annotations

from typing import Final

NEEDS: Final = {
    "money": "money",
    "food": "food",
    "energy": "heating or power",
    "housing": "housing",
    "isolation": "feeling alone",
    "mental_health": "mental health",
    "bereavement": "bereavement",
    "abuse": "abuse",
    "addiction": "drink, drugs or gambling",
    "caring": "caring for somebody",
    "work": "work",
    "immigration": "visa or language",
    "healthy_living": "healthy living",
}
SOURCES: Final = {"self": "the person themself", "gp": "a GP", "nurse": "a nurse", "other": "other"}
STATUSES: Final = {
    "collecting": "still answering",
    "waiting": "waiting",
    "open": "open",
    "closed": "closed",
}
MODES: Final = {
    "phone": "by phone",
    "in_person": "in person",
    "video": "by video",
    "home": "at home",
}
VISITS: Final = {
    "attended": "Attended",
    "did_not_attend": "Did not attend",
    "cancelled": "Cancelled",
    "unmarked": "Not marked yet, or to come",
}
ANSWERS: Final = {
    "better": "better",
    "same": "the same",
    "worse": "worse",
    "call": "asked for a call",
    "no_answer": "no answer (that is not “better”)",
}
CHANGES: Final = {
    "up": "answered better the last time than the first",
    "level": "answered the same",
    "down": "answered worse the last time than the first",
}
OUTCOMES: Final = {
    "helped": "helped",
    "signposted": "told of other help",
    "referred_on": "referred on",
    "declined": "did not want help",
    "no_contact": "could not be reached",
    "moved_away": "moved away",
    "not_suitable": "not suitable",
    "died": "died",
    "other": "other",
    "joined": "goes on in their other record",
}
KINDS: Final = {
    "reply": "answers of Blether",
    "staff": "written by staff",
    "reminder": "reminders",
    "check_in": "check-ins",
    "nudge": "nudges",
    "notice": "notices",
    "crisis": "crisis replies",
    "opt_out": "about stopping texts",
    "duty": "to the number on duty",
}


def span(hours: int) -> str:
    """A time in the unit one would say it in: "less than an hour", "30 hours", "4 days"."""
    if hours < 1:
        return "less than an hour"
    if hours < 48:
        return f"{hours} hour{'' if hours == 1 else 's'}"
    return f"{round(hours / 24)} days"
