"""Each kind of step, played."""

from __future__ import annotations

import pytest

from bot.commands import SetSlot, StartFlow
from bot.dialogue import (
    ActionFailure,
    ActionResult,
    Failed,
    FlowCompleted,
    FlowStarted,
    HandedOver,
    ValueRejected,
    resume,
    startable,
)
from tests.dialogue.driver import NOW, Talk, flows_of, sets

HELD = {"action_hold_time": sets(time_held=True, time_text="Tue 10am")}
OFFERS = ActionResult(
    responses=[
        {
            "text": "When?",
            "buttons": [
                {"title": "Tue 10am", "payload": "/SetSlots(time_choice=free:t1;w1;phone)"},
                {"title": "Other times", "payload": "/SetSlots(time_choice=later)"},
            ],
        }
    ]
)


def test_collect_asks_and_waits_and_goes_on_when_answered():
    talk = Talk()
    assert talk.start("help_with_money") == ["What is it mostly about?"]
    assert talk.asks == "money_topic"
    assert talk.answer(money_topic="DEBT") == ["Is someone coming for money this week?"]
    assert talk.state.slots["money_topic"] == "debt"


def test_collect_goes_on_unasked_where_the_slot_is_filled():
    talk = Talk()
    said = talk(SetSlot(name="amount", value=5), StartFlow(flow="small_survey"))
    assert said == ["How are things?"]


def test_the_open_question_holds_what_was_shown():
    talk = Talk()
    talk.start("help_with_money")
    question = talk.question
    assert (question.kind, question.flow, question.may_skip) == ("choice", "help_with_money", True)
    assert [choice.title for choice in question.choices] == ["Debt", "Bills", "Benefits"]
    assert question.choices[0].slots == {"money_topic": "debt"}
    assert {"Długi", "owing", "owe money"} <= set(question.choices[0].synonyms)
    assert question.asked_at == "2026-11-23T10:00:00+00:00"


@pytest.mark.parametrize(
    ("flow", "answers", "kind"),
    [
        ("small_survey", {}, "number"),
        ("small_survey", {"amount": 1}, "text"),
        ("about_you", {}, "person_name"),
        ("about_you", {"name": "Jean"}, "date_of_birth"),
        ("about_you", {"name": "Jean", "birth_date": "1951-02-14"}, "postcode"),
        ("help_with_money", {"money_topic": "debt"}, "yes_no"),
        ("help_with_money", {"money_topic": "bills"}, "when"),
    ],
)
def test_the_kind_of_a_question_follows_its_slot(flow, answers, kind):
    talk = Talk()
    commands = [SetSlot(name=name, value=value) for name, value in answers.items()]
    talk(*commands, StartFlow(flow=flow))
    assert talk.question.kind == kind


def test_force_slot_filling_wants_the_whole_text():
    talk = Talk()
    talk.start("about_you")
    assert talk.question.whole_text


def test_ask_before_filling_asks_again_each_time_it_comes_round():
    tried = {"count": 0}

    def hold(call):
        tried["count"] += 1
        return sets(time_held=tried["count"] == 2, times_tried=tried["count"], time_text="Fri 2pm")

    talk = Talk(actions={"action_ask_time_choice": OFFERS, "action_hold_time": hold})
    talk(SetSlot(name="time_choice", value="early"), StartFlow(flow="help_with_money"))
    assert talk.answer(money_topic="bills") == ["When?"]
    assert talk.answer(time_choice="free:t1;w1;phone") == ["That time has gone.", "When?"]
    assert talk.of(ValueRejected) == []
    assert talk.answer(time_choice="free:t2;w1;phone") == [
        "You're booked for Fri 2pm.",
        "That's everything.",
    ]


def test_an_action_asks_with_its_own_buttons():
    talk = Talk(actions={"action_ask_time_choice": OFFERS})
    talk.start("help_with_money")
    talk.answer(money_topic="bills")
    assert [choice.title for choice in talk.question.choices] == ["Tue 10am", "Other times"]
    assert talk.question.choices[0].slots == {"time_choice": "free:t1;w1;phone"}


def test_call_comes_back_and_resets_its_slots_with_the_parent():
    talk = Talk(actions=HELD)
    talk.start("help_with_money")
    talk.answer(money_topic="bills")
    talk.answer(time_choice="x")
    completed = [event.flow for event in talk.of(FlowCompleted)]
    assert completed == ["choose_time", "help_with_money"]
    assert talk.state.slots["time_choice"] is None
    assert talk.state.slots["money_topic"] is None
    assert talk.state.slots["time_held"] is True, "slots set by actions stay"
    assert talk.state.is_idle


def test_link_ends_the_flow_and_asks_for_a_person():
    talk = Talk(actions={"action_hold_time": sets(time_held=False, times_tried=3)})
    talk.start("help_with_money")
    talk.answer(money_topic="bills")
    talk.answer(time_choice="x")
    assert [event.reason for event in talk.of(HandedOver)] == ["link"]
    assert talk.state.slots["money_topic"] is None


def test_link_starts_the_other_flow_in_its_place(tmp_path):
    flows = flows_of(
        tmp_path,
        """
        slots: {a: {type: text}}
        responses: {utter_ask_a: [{text: A?}], utter_b: [{text: B}]}
        flows:
          one: {description: d, steps: [{collect: a}, {link: two}]}
          two: {description: d, if: False, steps: [{action: utter_b}]}
        """,
    )
    talk = Talk(flows)
    talk.start("one")
    assert talk.answer(a="x") == ["B"]
    assert [event.flow for event in talk.of(FlowStarted)] == ["two"]
    assert talk.state.slots["a"] is None


def test_set_slots_sets_without_validation_and_null_unsets():
    talk = Talk()
    talk.state = talk.state.with_slots({"check_in_due": True})
    assert talk.start("check_in") == ["How are things?"]
    assert talk.state.slots["check_in_due"] is False


def test_persisted_slots_are_kept_at_the_end():
    talk = Talk()
    talk.start("about_you")
    talk.answer(name="Jean Broon")
    talk.answer(birth_date="1951-02-14")
    assert talk.answer(postcode="G1 1AA") == ["Thanks Jean Broon, G1 1AA.", "That's everything."]
    assert talk.state.slots["name"] == "Jean Broon"
    assert talk.state.slots["birth_date"] is None


def test_a_guard_refuses_with_words_and_is_not_startable():
    talk = Talk()
    assert "check_in" not in startable(talk.flows, talk.state)
    assert "choose_time" not in startable(talk.flows, talk.state)
    assert talk.start("check_in") == ["I can't help with that."]
    talk.state = talk.state.with_slots({"check_in_due": True})
    assert startable(talk.flows, talk.state)["check_in"] == "checking in"


def test_names_are_in_the_language_of_the_person():
    talk = Talk()
    talk.state = talk.state.with_slots({"language": "pl"})
    assert startable(talk.flows, talk.state)["help_with_money"] == "pieniądze"
    talk.start("help_with_money")
    assert talk.texts == ["Czego to głównie dotyczy?"]
    assert talk.question.choices[0].title == "Długi"
    assert "Debt" in talk.question.choices[0].synonyms


# -- values


def test_a_value_out_of_range_is_asked_again_twice_then_a_person_is_asked_for():
    talk = Talk()
    talk.start("small_survey")
    assert talk.answer(amount=5000) == ["How much?"]
    assert talk.answer(amount="many") == ["Just a number, please. How much?"]
    talk.answer(amount=-1)
    assert [event.reason for event in talk.of(HandedOver)] == ["not_answered"]
    assert talk.question.slot == "amount", "an answer may still come"
    assert talk.answer(amount=5) == ["How are things?"]


def test_max_reasks_of_the_question_counts(tmp_path):
    flows = flows_of(
        tmp_path,
        """
        slots: {n: {type: float}}
        responses:
          utter_ask_n: [{text: N?, metadata: {blether: {max_reasks: 0}}}]
        flows: {one: {description: d, steps: [{collect: n}]}}
        """,
    )
    talk = Talk(flows)
    talk.start("one")
    talk.answer(n="x")
    assert talk.of(HandedOver)


def test_a_rejection_at_the_step_says_why_and_asks_again():
    talk = Talk()
    talk.start("small_survey")
    talk.answer(amount=5)
    assert talk.answer(feeling="purple") == ["Better, same or worse?", "How are things?"]
    assert talk.state.slots["feeling"] is None
    assert talk.answer(feeling="same") == ["Done."]


def test_validation_refuses_at_once_whatever_was_asked():
    talk = Talk()
    talk.start("about_you")
    said = talk(SetSlot(name="birth_date", value="14th"), SetSlot(name="name", value="Jean"))
    assert said == ["I didn't catch the date.", "Please write it like 14/2/1951."]
    assert talk.asks == "birth_date"
    assert talk.answer(birth_date="1951-02-14") == ["What is your postcode?"]


def test_validation_of_the_open_question_counts_too():
    talk = Talk()
    talk(SetSlot(name="name", value="Jean"), StartFlow(flow="about_you"))
    for _ in range(2):
        assert talk.answer(birth_date="x")[0] == "I didn't catch the date."
    talk.answer(birth_date="x")
    assert talk.of(HandedOver)


def test_a_validate_action_may_change_or_empty_the_value():
    def validate(call):
        value = call.slots["postcode"]
        return sets(postcode=value.upper() if value.startswith("g") else None)

    talk = Talk(actions={"validate_postcode": validate})
    for name, value in {"name": "Jean", "birth_date": "1951-02-14"}.items():
        talk.state = talk.state.with_slots({name: value})
    talk.start("about_you")
    assert talk.answer(postcode="x1") == ["What is your postcode?"]
    assert talk.answer(postcode="g1 1aa")[0] == "Thanks Jean, G1 1AA."


def test_an_answer_that_is_filled_beforehand_is_validated_too():
    talk = Talk(actions={"validate_postcode": sets(postcode=None)})
    filled = {"name": "Jean", "birth_date": "1951-02-14", "postcode": "x"}
    talk.state = talk.state.with_slots(filled)
    assert talk.start("about_you") == ["What is your postcode?"]


def test_controlled_and_unknown_slots_are_not_set_by_what_people_say():
    talk = Talk()
    talk.start("help_with_money")
    talk.answer(time_held=True, nonsense=1)
    assert talk.state.slots["time_held"] is None
    talk(SetSlot(name="time_held", value=True, by_button=True))
    assert talk.state.slots["time_held"] is True


# -- actions


def test_the_slots_of_a_call_are_a_copy():
    def meddle(call):
        call.slots["money_topic"] = "other"
        return ActionResult()

    talk = Talk(actions={"action_note_need": meddle})
    talk.start("help_with_money")
    talk.answer(money_topic="bills")
    assert talk.state.slots["money_topic"] == "bills"


def test_a_response_of_an_action_takes_its_arguments():
    talk = Talk(
        actions={
            "action_note_need": ActionResult(
                responses=[{"response": "utter_booked", "time_text": "Fri 3pm"}]
            )
        }
    )
    talk.start("help_with_money")
    assert talk.answer(money_topic="bills") == ["You're booked for Fri 3pm."]


@pytest.mark.parametrize(
    "result",
    [
        ActionFailure(info="timed out"),
        ActionResult(events=[{"event": "slot", "name": "nonsense", "value": 1}]),
        ActionResult(events=[{"event": "slot", "name": "time_held", "value": "perhaps"}]),
        ActionResult(events=[{"event": "action_execution_rejected", "name": "x"}]),
        ActionResult(responses=[{"response": "utter_nonsense"}]),
    ],
)
def test_a_failing_action_ends_in_a_safe_text_and_is_tried_again(result):
    talk = Talk(actions={"action_note_need": result})
    talk.start("help_with_money")
    assert talk.answer(money_topic="bills") == ["Something went wrong. Call 999, 111 or 116 123."]
    assert len(talk.of(Failed)) == 1
    assert not talk.state.is_idle, "nothing is lost"
    talk.actions = {"action_ask_time_choice": OFFERS}
    assert "When?" in talk.answer(visit_due=True)


def test_an_action_may_name_the_next_one():
    talk = Talk(
        actions={
            "action_note_need": ActionResult(
                events=[{"event": "followup", "name": "action_raise_in_inbox"}]
            )
        }
    )
    talk.start("help_with_money")
    talk.answer(money_topic="bills")
    assert talk.called[:2] == ["action_note_need", "action_raise_in_inbox"]


@pytest.mark.parametrize("button", [{}, {"payload": "/SetSlots(money_topic=debt)"}, "Debt"])
def test_a_button_of_an_action_without_a_title_ends_in_a_safe_text(button):
    asks = ActionResult(responses=[{"text": "Which?", "buttons": [button]}])
    talk = Talk(actions={"action_note_need": asks})
    talk.start("help_with_money")
    assert talk.answer(money_topic="bills") == ["Something went wrong. Call 999, 111 or 116 123."]
    [failed] = talk.of(Failed)
    assert (failed.error_type, failed.info) == ("action", "a button of an action has no title")


def test_an_action_that_names_itself_for_ever_ends_in_a_safe_text():
    again = ActionResult(events=[{"event": "followup", "name": "action_note_need"}])
    talk = Talk(actions={"action_note_need": again})
    talk.start("help_with_money")
    assert talk.answer(money_topic="bills") == ["Something went wrong. Call 999, 111 or 116 123."]
    [failed] = talk.of(Failed)
    assert failed.error_type == "too_many_steps"
    assert len(talk.called) <= 100


def test_resuming_without_a_pending_action_is_a_wrong_use():
    talk = Talk()
    with pytest.raises(ValueError, match="no action is pending"):
        resume(talk.flows, talk.state, ActionResult(), now=NOW, ids=lambda: "x", draw=lambda: 0.0)


# -- limits


def test_too_many_texts_in_a_turn_end_in_a_safe_text(tmp_path):
    says = "\n".join("              - action: utter_x" for _ in range(4))
    flows = flows_of(
        tmp_path,
        f"""
        responses: {{utter_x: [{{text: X}}], utter_failure: [{{text: Sorry}}]}}
        flows:
          one:
            description: d
            steps:
{says}
        """,
    )
    talk = Talk(flows)
    assert talk.start("one") == ["X", "X", "X", "Sorry"]
    assert [event.error_type for event in talk.of(Failed)] == ["too_many_texts"]


def test_too_many_steps_in_a_turn_end_in_a_safe_text(tmp_path):
    flows = flows_of(
        tmp_path,
        """
        slots: {a: {type: text}, b: {type: bool}}
        responses: {utter_ask_a: [{text: A?}], utter_failure: [{text: Sorry}]}
        flows:
          one:
            description: d
            steps:
              - id: ask
                collect: a
                next: [{if: slots.b, then: empty}, {else: round}]
              - id: round
                noop: true
                next: ask
              - id: empty
                set_slots: [{a: null}]
                next: ask
        """,
    )
    talk = Talk(flows)
    talk.start("one")
    assert talk.answer(a="x") == ["Sorry"]
    assert [event.error_type for event in talk.of(Failed)] == ["too_many_steps"]
    talk.answer(a="y")
    assert talk.state.stack == [], "the second failure in a row parks the flow"
    assert talk.state.parked
