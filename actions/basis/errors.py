"""What can go wrong when something is done, in words for the one who can mend it.

Staff pages and the API show `str(error)`; a flow branches on what its action returns.
No sentence here holds a patient's name, number or words.
"""

from __future__ import annotations


class ActionError(Exception):
    """Nothing was changed. `code` is stable; the text is a plain sentence for staff."""

    code = "action_failed"


class NotFound(ActionError):
    code = "not_found"


class TimeTaken(ActionError):
    code = "time_taken"

    def __init__(self) -> None:
        super().__init__("That time has just been taken. Please choose another.")


class RoomTaken(ActionError):
    code = "room_taken"

    def __init__(self) -> None:
        super().__init__("That room is taken then. Please choose another room or time.")


class NotAllowed(ActionError):
    code = "not_allowed"


class WrongField(NotAllowed):
    """`field` is the name of the one that cannot be so, as forms have it."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class NotFilledIn(WrongField):
    """Something has to be written or chosen first; the sentence says what."""


class AlreadyTaken(ActionError):
    """Another member of staff has this conversation."""

    code = "already_taken"

    def __init__(self, owner_id: str) -> None:
        super().__init__("A colleague already has this conversation. Ask them, or wait for them.")
        self.owner_id = owner_id


class ColleagueHas(ActionError):
    """What was asked for would end a colleague's take-over."""

    code = "colleague_has"

    def __init__(self) -> None:
        super().__init__("A colleague has this conversation. Ask them first.")


class AlreadyClosed(ActionError):
    code = "already_closed"

    def __init__(self) -> None:
        super().__init__("This referral is closed.")


class Stale(ActionError):
    """What was to be changed has changed meanwhile."""

    code = "stale"


class UnreadDanger(ActionError):
    """The person wrote of danger, and whoever acts has not read it."""

    code = "unread_danger"


class Held(ActionError):
    """A legal hold keeps the record whole."""

    code = "held"
