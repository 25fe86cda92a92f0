"""What was answered before is put right, and asked again where it matters."""

from __future__ import annotations

import pytest

from bot.commands import CorrectSlots, SetSlot
from bot.dialogue import Corrected, HandedOver, State
from tests.dialogue.driver import FLOWS, Talk, at_visit_question, flows_of, sets


def test_a_correction_goes_back_to_the_step_that_depends_on_it():
    talk = at_visit_question()
    assert talk(CorrectSlots(values={"money_topic": "bills"})) == ["Changed.", "When?"]
    assert [(e.slots, e.step) for e in talk.of(Corrected)] == [
        (("money_topic",), "0_collect_money_topic")
    ]
    assert talk.asks == "time_choice"


def test_what_is_kept_between_two_messages_can_be_read_by_a_program_of_before():
    """It refuses what it does not know, so what counts within one message alone is not written."""
    talk = at_visit_question()
    talk(CorrectSlots(values={"money_topic": "bills"}))
    assert talk.state.to_json()["tally"] == {}


def test_another_value_for_an_answered_slot_is_a_correction():
    talk = at_visit_question()
    talk(SetSlot(name="money_topic", value="bills"))
    assert talk.of(Corrected)


def test_a_correction_that_nothing_depends_on_goes_nowhere():
    talk = Talk()
    talk.start("about_you")
    talk.answer(name="Jean")
    assert talk(CorrectSlots(values={"name": "Jean Broon"})) == [
        "Changed.",
        "When were you born?",
    ]
    assert talk.of(Corrected)[0].step is None
    assert talk.state.slots["name"] == "Jean Broon"


def test_a_correction_while_a_child_asks_goes_back_in_the_parent():
    talk = at_visit_question()
    talk.answer(visit_due=True)
    assert talk.asks == "time_choice"
    talk.called.clear()
    assert talk(CorrectSlots(values={"money_topic": "bills"})) == ["Changed.", "When?"]
    assert talk.called == ["action_note_need", "action_ask_time_choice"]
    assert [frame.flow_id for frame in talk.state.stack if not frame.is_pattern] == [
        "help_with_money",
        "choose_time",
    ]


def test_a_correction_without_a_value_asks_the_last_answer_again():
    talk = at_visit_question()
    assert talk(CorrectSlots(values={})) == ["What is it mostly about?"]
    assert talk.state.slots["money_topic"] is None


def test_a_corrected_value_that_validation_refuses_leaves_the_old_one():
    talk = Talk()
    talk.start("about_you")
    talk.answer(name="Jean")
    talk.answer(birth_date="1951-02-14")
    said = talk(CorrectSlots(values={"birth_date": "soon"}))
    assert said == ["I didn't catch the date.", "What is your postcode?"]
    assert talk.state.slots["birth_date"] == "1951-02-14"


def test_with_nothing_under_way_there_is_nothing_to_correct():
    talk = Talk()
    assert talk(CorrectSlots(values={"name": "x"})) == ["Sorry, can you say that another way?"]
    talk(CorrectSlots(values={}))
    assert talk.of(HandedOver), "twice in a row a person is asked for"


TRIP = (
    (FLOWS / "patterns.yml").read_text(encoding="utf-8")
    + """
  utter_ask_part: [{text: "Morning or evening?"}]
  utter_early: [{text: "Up early then."}]
  utter_ask_seats: [{text: "How many seats?"}]
  utter_too_many: [{text: "Four at the most."}]
  utter_ask_harbour: [{text: "Oban or Mallaig?"}]
  utter_ask_friends: [{text: "With friends?"}]
  utter_trip: [{text: "{seats} from {harbour}, {price} pounds."}]
slots:
  part: {type: categorical, values: [morning, evening]}
  seats: {type: float}
  harbour: {type: categorical, values: [oban, mallaig]}
  price: {type: float, mappings: [{type: controlled}]}
  friends: {type: bool}
flows:
  trip:
    description: A boat trip.
    steps:
      - collect: part
        ask_before_filling: true
        next:
          - if: slots.part = "morning"
            then: [{action: utter_early, next: where}]
          - else: where
      - id: where
        call: choose_harbour
      - collect: friends
      - action: utter_trip
  choose_harbour:
    description: Which harbour.
    if: False
    steps:
      - collect: seats
        rejections:
          - {if: slots.seats > 4, utter: utter_too_many}
      - collect: harbour
        next:
          - if: slots.harbour = "oban"
            then: [{set_slots: [{price: 20}], next: END}]
          - else: [{set_slots: [{price: 5}], next: END}]
"""
)


@pytest.fixture
def at_friends(tmp_path):
    """A trip of two in the evening from Mallaig, asked last whether friends come along."""
    talk = Talk(flows_of(tmp_path, TRIP))
    talk.start("trip")
    talk.answer(part="evening")
    talk.answer(seats=2)
    talk.answer(harbour="mallaig")
    assert talk.asks == "friends"
    return talk


def test_without_a_value_what_a_called_flow_asked_last_is_asked_again_after_its_end(at_friends):
    assert at_friends(CorrectSlots(values={})) == ["Oban or Mallaig?"]
    assert at_friends.state.slots["harbour"] is None
    assert at_friends.state.slots["seats"] == 2
    at_friends.answer(harbour="oban")
    assert at_friends.asks == "friends"
    assert at_friends.answer(friends=True)[0] == "2 from oban, 20 pounds."


def test_taken_back_twice_asks_the_answer_before_it(at_friends):
    at_friends(CorrectSlots(values={}))
    assert at_friends(CorrectSlots(values={})) == ["How many seats?"]


def test_taken_back_again_and_again_asks_each_answer_before_it_once(at_friends):
    for asked in (["Oban or Mallaig?"], ["How many seats?"], ["Morning or evening?"]):
        assert at_friends(CorrectSlots(values={})) == asked


def test_what_was_answered_is_kept_between_two_messages(at_friends):
    """The last stands where a program of before looks for it."""
    kept = at_friends.state.to_json()
    assert (kept["answered"], kept["answered_before"]) == ("harbour", ["part", "seats"])
    assert State.from_json(kept) == at_friends.state
    before = {name: value for name, value in kept.items() if not name.startswith("answered_")}
    assert State.from_json(before).answered == ["harbour"]


def test_what_we_have_already_changes_nothing(at_friends):
    assert at_friends(CorrectSlots(values={"seats": 2})) == ["Changed.", "With friends?"]
    assert at_friends.of(Corrected)[0].slots == ()


def test_of_several_that_it_could_be_the_one_answered_last_is_put_right(at_friends):
    at_friends(CorrectSlots(values={"part": "morning", "harbour": "oban"}, is_one_of=True))
    slots = at_friends.state.slots
    assert (slots["part"], slots["harbour"]) == ("evening", "oban")


def test_what_a_called_flow_decided_follows_a_correction_after_its_end(at_friends):
    assert at_friends(CorrectSlots(values={"harbour": "oban"})) == ["Changed.", "With friends?"]
    assert at_friends.answer(friends=True)[0] == "2 from oban, 20 pounds."


def test_an_answer_put_right_is_kept_by_a_question_that_is_always_asked(at_friends):
    said = at_friends(CorrectSlots(values={"part": "morning"}))
    assert said == ["Changed.", "Up early then.", "With friends?"]
    assert at_friends.state.slots["part"] == "morning"


def test_a_question_that_is_always_asked_asks_again_when_it_is_come_by_once_more():
    talk = at_visit_question(
        action_hold_time=lambda call: sets(time_held=False, times_tried=1),
    )
    talk.answer(visit_due=False)
    talk.answer(time_choice="free:t1")
    assert talk.asks == "time_choice"
    assert talk(CorrectSlots(values={"money_topic": "bills"}))[-1] == "When?"


@pytest.mark.parametrize("flow", ["trip", "choose_harbour"])
def test_a_corrected_value_that_its_question_refuses_leaves_the_old_one(tmp_path, flow):
    talk = Talk(flows_of(tmp_path, TRIP.replace("    if: False\n", "")))
    talk.start(flow)
    if flow == "trip":
        talk.answer(part="evening")
    talk.answer(seats=2)
    assert talk(CorrectSlots(values={"seats": 9})) == ["Four at the most.", "Oban or Mallaig?"]
    assert talk.state.slots["seats"] == 2


def test_what_a_called_flow_refuses_is_refused_after_its_end(at_friends):
    said = at_friends(CorrectSlots(values={"seats": 9}))
    assert said == ["Four at the most.", "With friends?"]
    assert at_friends.state.slots["seats"] == 2
