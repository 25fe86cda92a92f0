from __future__ import annotations

import asyncio
import threading

from bot.staff.passwords import AT_ONCE, hash_password, is_right


async def test_a_flood_of_sign_ins_leaves_the_threads_of_others_free() -> None:
    """Patients' texts are looked through for danger in the process's own threads: while a flood
    waits for its passwords, those answer at once, and few passwords are worked out together."""
    kept = hash_password("heather and thistle")
    flood = [asyncio.ensure_future(is_right(f"guess {n}", kept)) for n in range(40)]
    await asyncio.sleep(0)
    working = {one.name for one in threading.enumerate() if one.name.startswith("password")}

    await asyncio.wait_for(asyncio.to_thread(int), timeout=5)

    assert len(working) <= AT_ONCE
    assert any(not one.done() for one in flood)  # the answer came while the flood still waits
    for one in flood:
        one.cancel()


async def test_a_right_password_is_right_and_no_other() -> None:
    kept = hash_password("heather and thistle")
    assert await is_right("heather and thistle", kept)
    assert not await is_right("heather", kept)
    assert not await is_right("no such person", None)
