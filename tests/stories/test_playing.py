"""The runner against a player that only pretends: every assertion, passing and failing."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest

from bot.stories import Happened, Heard, Seen, play_case, read_stories

SEEN = Seen(
    heard=(
        Heard(
            text="First of all.",
            response="utter_first",
            buttons=(),
            segments=1,
        ),
        Heard(
            text="What is it about?\n1 Debt\n2 Bills",
            response="utter_ask_topic",
            buttons=(("Debt", "/SetSlots(topic=debt)"), ("Bills", "/SetSlots(topic=bills)")),
            segments=2,
        ),
    ),
    events=(
        Happened(type="flow_started", flow="money"),
        Happened(type="slot_set", data={"name": "topic", "value": "debt"}),
        Happened(type="action_asked", data={"name": "action_note"}),
        Happened(type="clarified", data={"options": ["money", "food"], "names": ["money worries"]}),
        Happened(type="flow_completed", flow="money", step="END"),
        Happened(type="flow_cancelled", flow="food", step="ask"),
        Happened(type="handed_over", data={"reason": "x"}),
    ),
    slots={"needs": ["money"], "topic": None, "old": 1},
    slots_before={"needs": [], "old": 1},
    risk="urgent",
)


class PretendPlayer:
    def __init__(self, seen: Seen, unused: frozenset[str] = frozenset()) -> None:
        self._seen = seen
        self._unused = unused
        self.done: list[tuple] = []

    async def say(self, text, metadata):
        self.done.append(("say", text, metadata))

    async def advance(self, by):
        self.done.append(("advance", by))

    async def staff(self, action, text):
        if action == "dance":
            raise ValueError("staff cannot 'dance'")
        self.done.append(("staff", action, text))

    async def observe(self):
        return self._seen

    def unused_stubs(self):
        return self._unused


async def played(tmp_path, step: str, seen: Seen = SEEN, more: str = "", unused=frozenset()):
    text = f"test_cases:\n  - test_case: x\n    steps:\n      - {step}\n{more}"
    (tmp_path / "a.yml").write_text(text, encoding="utf-8")
    cases, problems = read_stories([tmp_path])
    assert problems == []
    player = PretendPlayer(seen, unused)

    @asynccontextmanager
    async def play(case):
        yield player

    result = await play_case(cases[0], play)
    return [problem.message.removeprefix("test case x: ") for problem in result.problems]


TRUE = [
    "flow_started: money",
    "flow_started: {operator: any, flow_ids: [food, money]}",
    "flow_completed: money",
    "flow_completed: {flow_id: money, flow_step_id: END}",
    "flow_cancelled: food",
    "action_executed: action_note",
    "action_executed: utter_first",
    "slot_was_set: [{name: topic}]",
    "slot_was_set: [{name: topic, value: debt}, {name: needs}]",
    "slot_was_not_set: [{name: old}, {name: topic, value: bills}]",
    "pattern_clarification_contains: [money, food]",
    "bot_uttered: {utter_name: utter_ask_topic, text_matches: 'about.*Debt'}",
    "bot_uttered: {buttons: [{title: Debt, payload: /SetSlots(topic=debt)}, {title: Bills}]}",
    "bot_did_not_utter: {utter_name: utter_ask_topic, text_matches: money}",
    "max_segments: 2",
    "risk: urgent",
    "handed_over: true",
    "sent_nothing: false",
]

FALSE = [
    ("flow_started: food", "expected food to start; started: money"),
    ("flow_started: {flow_ids: [food, money]}", "expected food and money to start"),
    ("flow_completed: {flow_id: money, flow_step_id: a}", "expected money to be completed at a"),
    ("flow_cancelled: money", "expected money to be cancelled; cancelled: food at ask"),
    ("action_executed: action_x", "expected action_x to run; ran: action_note"),
    ("slot_was_set: [{name: old}]", "expected slot old; it was not set and is 1"),
    ("slot_was_set: [{name: topic, value: bills}]", "it was set to 'debt'"),
    ("slot_was_not_set: [{name: topic}]", "expected slot topic not to be set"),
    ("pattern_clarification_contains: [work]", "expected it to offer work; offered: money"),
    ("bot_uttered: {utter_name: utter_x}", "expected utter_x; it said: [utter_first] 'First of"),
    ("bot_did_not_utter: {utter_name: utter_first}", "expected it not to say utter_first"),
    ("max_segments: 1", "expected 1 segments at most; 2: [utter_ask_topic]"),
    ("risk: crisis", "expected risk crisis; it is urgent"),
    ("handed_over: false", "expected no handover"),
    ("sent_nothing: true", "expected silence; it said: [utter_first]"),
]


@pytest.mark.parametrize("assertion", TRUE)
async def test_an_assertion_that_is_true_passes(tmp_path, assertion):
    assert await played(tmp_path, f"{{user: hi, assertions: [{{{assertion}}}]}}") == []


@pytest.mark.parametrize(("assertion", "part"), FALSE)
async def test_an_assertion_that_is_false_says_what_was_instead(tmp_path, assertion, part):
    found = await played(tmp_path, f"{{user: hi, assertions: [{{{assertion}}}]}}")
    assert len(found) == 1
    assert found[0].startswith("user 'hi': ")
    assert part in found[0]


@pytest.mark.parametrize(
    ("plain", "passes"),
    [
        ("bot: First of all.", True),
        ("bot: What is it about?", True),
        ("bot: First", False),
        ("utter: utter_ask_topic", True),
        ("utter: utter_x", False),
        ("slot_was_set: [{topic: debt}, needs]", True),
        ("slot_was_not_set: [topic]", False),
    ],
)
async def test_a_plain_step_looks_at_the_turn_above_it(tmp_path, plain, passes):
    found = await played(tmp_path, "user: hi", more=f"      - {plain}\n")
    assert (found == []) is passes


async def test_order_counts_only_where_it_is_asked_for(tmp_path):
    turned = (
        "assertions: [{bot_uttered: {utter_name: utter_ask_topic}}, "
        "{bot_uttered: {utter_name: utter_first}}]"
    )
    assert await played(tmp_path, f"{{user: hi, {turned}}}") == []
    found = await played(tmp_path, f"{{user: hi, assertion_order_enabled: true, {turned}}}")
    assert found == ["user 'hi': this happened before the assertion above it"]


EMPTIED = Seen(
    events=(
        Happened(type="slot_set", data={"name": "topic", "value": "debt"}),
        Happened(type="slot_set", data={"name": "topic", "value": None}),
    ),
    slots={"topic": None, "old": None},
    slots_before={"topic": None, "old": 1},
)


@pytest.mark.parametrize("name", ["topic", "old"])
async def test_a_slot_may_be_wanted_empty(tmp_path, name):
    step = f"{{user: hi, assertions: [{{slot_was_set: [{{name: {name}, value: null}}]}}]}}"
    assert await played(tmp_path, step, EMPTIED) == []
    [found] = await played(tmp_path, step, Seen(slots={name: None}))
    assert found == f"user 'hi': expected slot {name}: it is None, and was not emptied"


IN_ORDER = Seen(
    heard=(Heard(text="A.", response="utter_a", at=2), Heard(text="B.", response="utter_b", at=3)),
    events=(
        Happened(type="flow_started", flow="money"),
        Happened(type="slot_set", data={"name": "topic", "value": "debt"}),
        Happened(type="said"),
        Happened(type="said"),
        Happened(type="slot_set", data={"name": "topic", "value": "bills"}),
        Happened(type="flow_completed", flow="money", step="END"),
    ),
    slots={"topic": "bills"},
)
SET = "{slot_was_set: [{name: topic}]}"
UTTERED = "{bot_uttered: {utter_name: utter_b}}"
COMPLETED = "{flow_completed: money}"


@pytest.mark.parametrize(
    ("order", "passes"),
    [
        ((SET, UTTERED, COMPLETED), True),
        ((UTTERED, SET, COMPLETED), True),  # it was set once more
        ((COMPLETED, SET), False),
        ((COMPLETED, UTTERED), False),
        ((UTTERED, "{flow_started: money}"), False),
        ((UTTERED, "{slot_was_set: [{name: topic, value: debt}]}"), False),
    ],
)
async def test_texts_slots_and_flows_are_in_one_order(tmp_path, order, passes):
    checks = ", ".join(order)
    step = f"{{user: hi, assertion_order_enabled: true, assertions: [{checks}]}}"
    assert (await played(tmp_path, step, IN_ORDER) == []) is passes


async def test_silence_is_told_as_such(tmp_path):
    step = "{user: hi, assertions: [{bot_uttered: {utter_name: utter_x}}]}"
    assert await played(tmp_path, step, Seen()) == ["user 'hi': expected utter_x; nothing was said"]


async def test_an_unused_stub_fails(tmp_path):
    more = "stub_custom_actions: {action_x: {events: [], responses: []}}\n"
    found = await played(tmp_path, "user: hi", more=more, unused=frozenset({"action_x"}))
    assert found == ["the stub of action_x was never used"]


async def test_what_staff_cannot_do_fails_with_its_place(tmp_path):
    assert await played(tmp_path, "staff: dance") == ["staff cannot 'dance'"]
