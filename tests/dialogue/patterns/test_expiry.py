"""After a long silence the person is asked whether to go on."""

from __future__ import annotations

import json

from bot.commands import CannotHandle, HumanHandoff, SessionStart, SetSlot, StartFlow
from bot.dialogue import HandedOver, State
from tests.dialogue.driver import Talk, at_visit_question


def expired(*commands) -> Talk:
    talk = at_visit_question()
    said = talk(SessionStart(), *commands)
    assert said == ["Hello again. We were at money worries.", "Shall we go on?"]
    assert [choice.title for choice in talk.question.choices] == [
        "Go on",
        "Start again",
        "Speak to a person",
    ]
    return talk


def test_after_a_long_silence_going_on_applies_what_was_said():
    talk = expired(SetSlot(name="visit_due", value=True))
    assert talk.state.slots["visit_due"] is None, "it waits for the choice"
    assert talk.answer(go_on="go_on") == ["When?"]
    assert talk.state.slots["visit_due"] is True
    assert talk.state.slots["go_on"] is None


def test_after_a_long_silence_going_on_asks_again_what_was_open():
    assert expired(CannotHandle()).answer(go_on="go_on") == [
        "Is someone coming for money this week?"
    ]


def test_after_a_long_silence_starting_again_empties_the_answers():
    talk = expired(SetSlot(name="visit_due", value=True))
    assert talk.answer(go_on="start_again") == ["What is it mostly about?"]
    assert talk.state.slots["money_topic"] is None


def test_starting_again_asks_also_for_answers_that_are_kept_at_the_end():
    talk = Talk()
    talk.start("about_you")
    talk.answer(name="Jean")
    talk(SessionStart())
    assert talk.answer(go_on="start_again") == ["What is your name?"]


def test_starting_again_begins_what_was_said_and_what_waits_comes_after_it():
    talk = at_visit_question()
    talk(StartFlow(flow="small_survey", waits=True))
    assert talk(SessionStart())[0] == "Hello again. We were at money worries."
    assert talk.answer(go_on="start_again") == ["What is it mostly about?"]
    talk.answer(money_topic="bills")
    assert talk.answer(time_choice="free:t1")[-1] == "How much?"


def test_starting_a_digression_again_keeps_what_it_interrupted():
    talk = at_visit_question()
    talk.start("small_survey")
    talk.answer(amount=5)
    assert talk(SessionStart())[0] == "Hello again. We were at small survey."
    assert talk.answer(go_on="start_again") == ["How much?"]
    talk.answer(amount=5)
    assert talk.answer(feeling="same") == [
        "Done.",
        "Back to money worries.",
        "Is someone coming for money this week?",
    ]


def test_after_a_long_silence_a_person_may_be_asked_for():
    talk = expired(SetSlot(name="visit_due", value=True))
    talk.answer(go_on="person")
    assert talk.of(HandedOver)
    assert talk.state.held == []


def test_another_wish_instead_of_the_choice_is_followed_and_nothing_is_lost():
    talk = expired(SetSlot(name="visit_due", value=True))
    assert talk.start("privacy") == ["We keep your words safe.", "Back to money worries.", "When?"]
    assert talk.state.slots["visit_due"] is True


def test_a_person_asked_for_after_a_long_silence_comes_at_once():
    talk = at_visit_question()
    talk(SessionStart(), HumanHandoff())
    assert talk.of(HandedOver)


def test_with_nothing_open_an_old_session_makes_no_difference():
    talk = Talk()
    assert talk(SessionStart(), StartFlow(flow="small_survey")) == ["How much?"]


def test_commands_that_are_held_survive_json():
    talk = expired(SetSlot(name="visit_due", value=True), StartFlow(flow="privacy"))
    again = State.from_json(json.loads(json.dumps(talk.state.to_json())))
    assert again.held == talk.state.held
