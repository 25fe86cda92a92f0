"""What was answered before is put right, and asked again where it matters."""

from __future__ import annotations

from bot.commands import CorrectSlots, SetSlot
from bot.dialogue import Corrected, HandedOver
from tests.dialogue.driver import Talk, at_visit_question


def test_a_correction_goes_back_to_the_step_that_depends_on_it():
    talk = at_visit_question()
    assert talk(CorrectSlots(values={"money_topic": "bills"})) == ["Changed.", "When?"]
    assert [(e.slots, e.step) for e in talk.of(Corrected)] == [
        (("money_topic",), "0_collect_money_topic")
    ]
    assert talk.asks == "time_choice"


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
