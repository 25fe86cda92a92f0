"""The outbox as a machine: whatever happens in whatever order, four things hold.

No text reaches a phone twice. A status only goes forward. After STOP, or after a person took over,
nothing of the bot's leaves but crisis lines. And nothing is lost: it leaves, or says why not.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from storage.keyring import Keyring
from tests.properties.effort import effort
from tests.properties.many_databases import Databases
from tests.properties.outbox_world import OutboxWorld

WORDS = st.sampled_from([None, None, None, "the same words"])
SELDOM = st.sampled_from([False, False, False, True])
KINDS = st.sampled_from(["reply", "reply", "reply", "crisis", "reminder", "check_in"])
HOW = st.sampled_from(
    [
        *("lose_answer", "die_after") * 3,  # where a second text would come from
        *("accept", "refuse_for_good", "refuse_for_now", "opted_out", "lose_text", "die_before"),
    ]
)
MOVES = st.sampled_from([0, 0, 5, 61, 61, 600, 3600, 12 * 3600, -30, -3600])


class OutboxMachine(RuleBasedStateMachine):
    make: Any = None

    def __init__(self) -> None:
        super().__init__()
        self.world: OutboxWorld = self.make()

    # Rules are left out at random, so what all depends on happens at the start of each run too.
    @initialize(words=WORDS, kind=KINDS, how=st.lists(HOW, min_size=1, max_size=3))
    def begin(self, words: str | None, kind: Any, how: list[Any]) -> None:
        self.world.do(lambda: self.world.queue(words, kind))
        self.send(0, how, 1)

    @rule(words=WORDS, kind=KINDS)
    def queue(self, words: str | None, kind: Any) -> None:
        self.world.do(lambda: self.world.queue(words, kind))

    @rule()
    def patient_writes(self) -> None:
        self.world.do(self.world.write)

    @rule()
    def lookups_go_down_or_up(self) -> None:
        self.world.carrier.are_lookups_down = not self.world.carrier.are_lookups_down

    @rule(seconds=MOVES, how=st.lists(HOW, max_size=3), workers=st.integers(1, 3))
    def send(self, seconds: int, how: list[Any], workers: int) -> None:
        self.world.clock.time += timedelta(seconds=seconds)
        self.world.carrier.script = how
        self.world.do(lambda: self.world.send(workers))

    @rule()
    def claim_and_die(self) -> None:
        self.world.do(self.world.claim_and_die)

    @rule(seconds=MOVES)
    def clock_moves(self, seconds: int) -> None:
        self.world.clock.time += timedelta(seconds=seconds)

    @precondition(lambda self: self.world.carrier.taken)
    @rule(which=st.integers(0, 9), fate=st.sampled_from(["delivered", "undelivered", "failed"]))
    def text_comes_to_its_end(self, which: int, fate: str) -> None:
        self.world.happens(which, fate)

    @precondition(lambda self: self.world.carrier.taken)
    @rule(
        which=st.integers(0, 9),
        state=st.integers(0, 2),
        error=st.sampled_from(["30003", "30008", "30007", "30005", "21610"]),
        times=st.integers(1, 2),
    )
    def receipt(self, which: int, state: int, error: str, times: int) -> None:
        for _ in range(times):
            self.world.do(lambda: self.world.report(which, state, error))

    @precondition(lambda self: self.world.carrier.taken)
    @rule(
        which=st.integers(-3, -1),
        fate=st.sampled_from(["delivered", "undelivered", "failed"]),
        order=st.permutations([0, 1, 2, 1]),
        error=st.sampled_from(["30003", "30003", "30008", "30007"]),
    )
    def all_is_reported_in_any_order_and_a_worker_looks(
        self, which: int, fate: str, order: list[int], error: str
    ) -> None:
        self.world.happens(which, fate)
        for state in order:
            self.world.do(lambda state=state: self.world.report(which, state, error))  # type: ignore[misc]
        self.send(3600, [], 1)

    @rule(is_so=SELDOM)
    def stop(self, is_so: bool) -> None:
        if is_so:
            self.a_text_waits()
            self.world.do(self.world.stop)

    @precondition(lambda self: self.world.is_out)
    @rule()
    def start(self) -> None:
        self.world.do(self.world.start)

    @rule(is_so=SELDOM)
    def take_over(self, is_so: bool) -> None:
        if is_so:
            self.a_text_waits()
            self.world.do(self.world.take_over)

    def a_text_waits(self) -> None:
        """As they come: in the middle of an answer."""
        self.world.do(lambda: self.world.queue(None, "reply"))
        self.world.clock.time += timedelta(seconds=5)

    @precondition(lambda self: self.world.taken_over_at is not None)
    @rule()
    def hand_back(self) -> None:
        self.world.do(self.world.hand_back)

    @invariant()
    def all_is_as_it_should_be(self) -> None:
        self.world.do(self.world.look)

    def teardown(self) -> None:
        try:
            self.world.do(self.world.settle)
        finally:
            self.world.close()


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("kind", "examples"), [("sqlite", 40), ("postgresql", 8)])
def test_nothing_twice_nothing_back_nothing_after_stop_nothing_lost(
    databases: Databases, keyring: Keyring, caplog: pytest.LogCaptureFixture, examples: int
) -> None:
    caplog.set_level(logging.CRITICAL)  # workers die by the dozen here

    class Machine(OutboxMachine):
        make = staticmethod(lambda: OutboxWorld(databases.lend(), keyring))

        def teardown(self) -> None:
            super().teardown()
            databases.take_back()

    run_state_machine_as_test(Machine, settings=effort(examples, steps=25))
