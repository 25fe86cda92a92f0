"""The rooms of a practice in which people are seen."""

from __future__ import annotations

from actions.basis.audit import record
from actions.basis.errors import NotAllowed, NotFound
from actions.basis.work import Work
from storage.models import Room

LONGEST = 60


async def add_room(work: Work, name: str) -> Room:
    """Raises NotAllowed for a name that is missing, too long, or another room's."""
    await _check_name(work, name)
    room = work.uow.rooms.add(Room(practice_id=work.practice.id, name=name))
    record(work, "added_room", room.id, subject_type="room")
    return room


async def change_room(work: Work, room_id: str, name: str, *, is_active: bool) -> None:
    """Rename a room, give it up or take it back; its visits stay. Raises NotFound, NotAllowed."""
    room = await work.uow.rooms.get(room_id)
    if room is None or room.practice_id != work.practice.id:
        raise NotFound("There is no such room.")
    await _check_name(work, name, besides=room.id)
    room.name, room.is_active = name, is_active
    record(work, "changed_room", room.id, subject_type="room")


async def _check_name(work: Work, name: str, besides: str = "") -> None:
    if not name:
        raise NotAllowed("Give the room a name.")
    if len(name) > LONGEST:
        raise NotAllowed(f"A room's name can have {LONGEST} letters at most.")
    rooms = await work.uow.rooms.of_practice(work.practice.id)
    if any(one.name.casefold() == name.casefold() and one.id != besides for one in rooms):
        raise NotAllowed("There is a room of that name already.")
