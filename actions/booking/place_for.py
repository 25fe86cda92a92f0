"""Make sure of a time and of a room, in the transaction that books them.

Two people may ask for the same half hour at once. The link worker's row, and the practice's
rooms, are kept by whoever asks first until they are done, so the second one sees the booking.
"""

from __future__ import annotations

from datetime import datetime

from actions.basis.errors import NotAllowed, RoomTaken, TimeTaken
from actions.basis.work import Work
from storage.models import Appointment


async def place_for(
    work: Work,
    link_worker_id: str,
    starts_at: datetime,
    ends_at: datetime,
    mode: str,
    *,
    room_id: str | None = None,
    besides: Appointment | None = None,
) -> str | None:
    """The room to meet in: the one asked for, else the first that is free; None without rooms.

    `besides` is the appointment that is being moved. Raises TimeTaken if the link worker sees
    somebody then, or no room is free; RoomTaken for the one asked for; NotAllowed for no room
    of this practice.
    """
    is_free = await work.uow.appointments.is_free(
        starts_at,
        ends_at,
        link_worker_id=link_worker_id,
        besides=besides.id if besides else None,
    )
    if not is_free:
        raise TimeTaken
    if mode != "in_person":
        return None
    rooms = [one for one in await work.uow.rooms.of_practice(work.practice.id) if one.is_active]
    if not rooms:
        return None
    if room_id is not None and room_id not in {room.id for room in rooms}:
        raise NotAllowed("There is no such room.")
    free = await _free_rooms(work, [room.id for room in rooms], starts_at, ends_at, besides)
    if room_id is not None:
        if room_id not in free:
            raise RoomTaken
        return room_id
    had = besides.room_id if besides else None
    if not free:
        raise TimeTaken
    return had if had in free else free[0]


async def _free_rooms(
    work: Work,
    room_ids: list[str],
    starts_at: datetime,
    ends_at: datetime,
    besides: Appointment | None,
) -> list[str]:
    await work.uow.flush()  # a room may be one that this unit has just given back
    await work.uow.rooms.lock_all(work.practice.id)
    taken = {
        room
        for room, begins, ends in await work.uow.rooms.taken(room_ids, starts_at, ends_at)
        if besides is None or (room, begins, ends) != _place(besides)
    }
    return [room for room in room_ids if room not in taken]


def _place(visit: Appointment) -> tuple[str | None, datetime, datetime]:
    return visit.room_id, visit.starts_at, visit.ends_at
