from datetime import UTC, datetime

import pytest

from bot.commands import (
    CancelFlow,
    CannotHandle,
    ChitChat,
    Choice,
    Clarify,
    CorrectSlots,
    HumanHandoff,
    OpenQuestion,
    RepeatBotMessages,
    SetSlot,
    SkipQuestion,
    StartFlow,
)
from bot.understanding import Vocabulary, read
from bot.understanding.reading import Reading

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
VOCABULARY = Vocabulary(
    flows={"privacy": "privacy", "about_blether": "about this service", "move_appointment": "move"},
    phrases={
        "privacy": ("who sees this", "is this private", "who can read my messages"),
        "about_blether": ("are you a robot", "is this a real person or a computer"),
        "move_appointment": ("can i change my appointment", "move my appointment"),
    },
    slot_values={"money_topic": {"debt": ("Debt",), "benefits": ("Benefits",)}},
)


def asked(kind, slot="topic", choices=(), **more):
    return OpenQuestion(
        id="q1",
        slot=slot,
        flow="f",
        step="s",
        kind=kind,
        asked_at="2026-11-23T10:00:00Z",
        choices=choices,
        **more,
    )


def option(title, **slots):
    payload = "/SetSlots(" + ", ".join(f"{k}={v}" for k, v in slots.items()) + ")"
    return Choice(title=title, payload=payload, slots=slots)


TOPIC = asked(
    "choice", "topic", (option("Debt", topic="debt"), option("Bills", topic="bills")), may_skip=True
)
YES_NO = asked("yes_no", "needs_right")
NAME = asked("person_name", "person_name", may_skip=True)
NAME_AND_BIRTH_DATE = asked("name_and_birth_date", "person_name", may_skip=True)
WHEN = asked(
    "when",
    "time_choice",
    (
        option("Tue 24 Nov 10am", time_choice="free:a"),
        option("Thu 26 Nov 2pm", time_choice="free:b"),
        option("Fri 27 Nov 11am", time_choice="free:c"),
    ),
)
WORDS = asked("text", "own_words", whole_text=True)


def reading(text, question=None, slots=None, **more):
    return read(
        text,
        question=question,
        slots=slots or {},
        vocabulary=VOCABULARY,
        now=NOW,
        timezone="Europe/London",
        **more,
    )


def commands(text, question=None, slots=None, **more):
    return reading(text, question, slots, **more).commands


def kinds(text, question=None, slots=None):
    return [type(command) for command in commands(text, question, slots)]


def test_a_pressed_button_on_offer_sets_its_slots():
    found = reading("Debt", TOPIC, payload="/SetSlots(topic=debt)")
    assert found.commands == (SetSlot(name="topic", value="debt", by_button=True),)
    assert found.is_pure_answer


def test_a_stale_button_only_repeats_the_question():
    assert commands("Old", TOPIC, payload="/SetSlots(verified=true)") == (RepeatBotMessages(),)
    assert kinds("Old", None) != [SetSlot]


def test_a_payload_typed_by_a_person_sets_nothing():
    for question in (TOPIC, YES_NO, None):
        assert SetSlot not in kinds("/SetSlots(topic=debt)", question)


def test_a_number_is_read_against_the_choices_shown():
    assert commands("2", WHEN) == (SetSlot(name="time_choice", value="free:b", by_button=True),)


def test_a_time_in_words_is_read_where_times_are_offered():
    (command,) = commands("Wed 2pm", WHEN)
    assert isinstance(command, SetSlot)
    assert command.value["exact"] == "2026-11-25T14:00+00:00"


def test_a_pure_answer_says_so_and_a_longer_one_does_not():
    assert reading("1", TOPIC).is_pure_answer
    assert reading("aye", YES_NO).is_pure_answer
    assert not reading("aye but ive nae food", YES_NO).is_pure_answer
    assert not reading("debt cos he hits me", TOPIC).is_pure_answer


def test_a_name_beside_a_birth_date_is_nothing_but_the_answer():
    assert reading("jean mckay, 3rd April 1961", NAME_AND_BIRTH_DATE).is_pure_answer
    assert reading("jean mckay", NAME_AND_BIRTH_DATE).is_pure_answer
    assert not reading("jean help", NAME_AND_BIRTH_DATE).is_pure_answer
    assert not reading("my man passed away in may 3/4/1961", NAME_AND_BIRTH_DATE).is_pure_answer


def test_an_answer_and_a_need_in_one_text_give_both():
    assert commands("aye an ah've nae food", YES_NO) == (
        SetSlot(name="needs_right", value=True),
        StartFlow(flow="self_referral"),
    )


def test_needs_alone_start_the_referral():
    assert commands("pure skint") == (StartFlow(flow="self_referral"),)


def test_a_greeting_starts_the_referral_where_nothing_is_open():
    assert commands("hiya") == (StartFlow(flow="self_referral"),)
    assert kinds("hiya", TOPIC) == [ChitChat]


def test_name_and_birth_date_in_one_text_fill_both():
    found = [(c.name, c.value) for c in commands("Jean Broon 14/2/51", NAME)]
    assert found == [("person_name", "Jean Broon"), ("birth_date", "1951-02-14")]


@pytest.mark.parametrize("text", ["rather not say", "skip", "0", "I'd prefer not to say"])
def test_a_question_may_be_passed_over(text):
    assert kinds(text, TOPIC) == [SkipQuestion]


@pytest.mark.parametrize("text", ["eh?", "what?", "say that again", "I don't understand", "??"])
def test_the_question_is_repeated_on_asking(text):
    assert kinds(text, TOPIC) == [RepeatBotMessages]


@pytest.mark.parametrize("text", ["never mind", "forget it", "changed ma mind", "dinnae bother"])
def test_a_flow_may_be_dropped(text):
    assert kinds(text, TOPIC) == [CancelFlow]


@pytest.mark.parametrize("text", ["cancel my appointment", "I can't make my appointment on Friday"])
def test_dropping_an_appointment_starts_its_flow(text):
    assert [c.flow for c in commands(text)] == ["cancel_appointment"]


def test_a_person_may_be_asked_for_at_any_question():
    for question in (None, TOPIC, YES_NO, NAME, WHEN, WORDS):
        assert kinds("can I speak to a person please", question) == [HumanHandoff]


@pytest.mark.parametrize(
    ("text", "flow"),
    [
        ("who sees this", "privacy"),
        ("is this private?", "privacy"),
        ("hi, are you a robot", "about_blether"),
        ("can i change my appointment please", "move_appointment"),
        ("Hello is this a real person or a computer", "about_blether"),
    ],
)
def test_another_flow_is_asked_for_by_words_like_its_examples(text, flow):
    assert [c.flow for c in commands(text, TOPIC)] == [flow]


@pytest.mark.parametrize("text", ["dunno", "purple monkey dishwasher", "4", "banana"])
def test_what_is_not_understood_is_never_guessed(text):
    assert kinds(text, TOPIC) == [CannotHandle]


def test_a_choice_made_before_is_corrected():
    assert commands("naw, I meant benefits", YES_NO, {"money_topic": "debt"})[0] == CorrectSlots(
        values={"money_topic": "benefits"},
        span=commands("naw, I meant benefits", YES_NO, {"money_topic": "debt"})[0].span,
    )


def test_of_two_answers_that_a_correction_fits_one_is_meant():
    sizes = {"small": ("Small",), "large": ("Large",)}
    vocabulary = Vocabulary(
        flows={}, phrases={}, slot_values={"pizza_size": sizes, "drink_size": sizes}
    )
    found = read(
        "naw, I meant large",
        question=YES_NO,
        slots={"pizza_size": "small", "drink_size": "small"},
        vocabulary=vocabulary,
        now=NOW,
    ).commands
    assert found[0].values == {"pizza_size": "large", "drink_size": "large"}
    assert found[0].is_one_of


def test_a_correction_without_a_value_asks_again():
    (command, *_) = commands("sorry, I pressed the wrong one", YES_NO, {"money_topic": "debt"})
    assert isinstance(command, CorrectSlots)
    assert command.values == {}


def test_not_this_but_that_is_the_second():
    assert commands("not debt but bills", TOPIC)[0] == SetSlot(
        name="topic", value="bills", by_button=True
    )


def test_no_and_another_day_corrects_the_time():
    found = commands("no, Tuesday", YES_NO, {"time_choice": "free:a"})
    assert isinstance(found[0], SetSlot) and found[0].value is False
    assert isinstance(found[1], CorrectSlots)
    assert found[1].values["time_choice"]["windows"][0][0].startswith("2026-11-24")


def test_two_choices_that_fit_are_asked_about():
    question = asked("choice", "x", (option("Phone call", x="a"), option("Phone later", x="b")))
    assert kinds("phone", question) == [Clarify]


def test_the_whole_text_is_the_value_where_the_flow_says_so():
    text = "ah need help wi ma rent, 2 months behind"
    assert commands(text, WORDS)[0] == SetSlot(
        name="own_words", value=text, span=commands(text, WORDS)[0].span
    )


def test_a_refusal_is_not_stored_as_own_words():
    assert kinds("I want to skip this.", WORDS) == [SkipQuestion]


def test_thanks_get_a_kind_line():
    assert kinds("thanks hen", TOPIC) == [ChitChat]


def test_a_slip_of_the_finger_is_still_scanned_for_danger():
    assert not reading("detbs", TOPIC).is_pure_answer
    assert not reading("kill", TOPIC).is_pure_answer


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("date", "14th December", "2026-12-14"),
        ("date", "the morn", "2026-11-24"),
        ("date", "it's 2027-03-01", "2027-03-01"),
        ("date", "next Tuesday at 4", "2026-12-01"),
        ("time", "half two", "14:30"),
        ("time", "the morn at 4", "16:00"),
        ("phone", "ma number is 07700 900123", "+447700900123"),
    ],
)
def test_a_day_a_time_and_a_number_are_kept_as_text(kind, text, value):
    (command,) = read(text, question=asked(kind), slots={}, vocabulary=VOCABULARY, now=NOW).commands
    assert (command.name, command.value) == ("topic", value)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("date", "half two"),
        ("date", "Tuesday or Friday"),
        ("time", "mornings"),
        ("phone", "nae idea"),
    ],
)
def test_what_names_no_one_day_or_time_is_no_answer(kind, text):
    commands = read(text, question=asked(kind), slots={}, vocabulary=VOCABULARY, now=NOW).commands
    assert not any(isinstance(command, SetSlot) for command in commands)


def test_a_flow_that_wants_to_be_sure_is_not_begun_by_half_an_example():
    sure = Vocabulary(
        flows=VOCABULARY.flows, phrases=VOCABULARY.phrases, surest={"about_blether": 0.99}
    )
    near = "is this a reel persn or a computer"
    for vocabulary, begins in ((VOCABULARY, True), (sure, False)):
        found = read(near, question=None, slots={}, vocabulary=vocabulary, now=NOW).commands
        assert (StartFlow in map(type, found)) is begins
    exact = read("are you a robot", question=None, slots={}, vocabulary=sure, now=NOW).commands
    assert [c.flow for c in exact if isinstance(c, StartFlow)] == ["about_blether"]


def test_a_greeting_begins_a_conversation_and_interrupts_none():
    words = Vocabulary(flows={"self_referral": "help"}, phrases={"self_referral": ("hello",)})
    begun = read("hello", question=None, slots={}, vocabulary=words, now=NOW).commands
    assert [type(command) for command in begun] == [StartFlow]
    asked_now = read("hello", question=asked("date"), slots={}, vocabulary=words, now=NOW).commands
    assert [type(command) for command in asked_now] == [ChitChat]


@pytest.mark.parametrize(
    ("text", "waits"), [("i'm skint as well", True), ("he hits me and i'm skint", False)]
)
def test_a_need_in_passing_waits_but_for_a_pressing_one(text, waits):
    commands = read(text, question=asked("date"), slots={}, vocabulary=VOCABULARY, now=NOW).commands
    assert [c.waits for c in commands if isinstance(c, StartFlow)] == [waits]


@pytest.mark.parametrize("question", [NAME, NAME_AND_BIRTH_DATE])
def test_a_bare_no_to_who_somebody_is_leaves_it_unsaid(question):
    assert reading("no", question).commands == (SkipQuestion(),)
    assert reading("no thanks", question).commands == (SkipQuestion(),)


@pytest.mark.parametrize("text", ["two weeks", "repairs"])
def test_a_time_or_a_need_is_no_name(text):
    assert not any(isinstance(each, SetSlot) for each in reading(text, NAME).commands)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("My name is Agnes and I am 79", "Agnes"),
        ("My name is Jean Broon my gas is off", "Jean Broon"),
        ("my name is Jean Broon ive no money", "Jean Broon"),
        ("ma name's Jean Broon got no leccy", "Jean Broon"),
        ("My name is Jean Broon and my gas is off", "Jean Broon"),
        ("My name is Kim So. My gas is off", "Kim So"),
    ],
)
def test_a_name_that_is_called_one_is_kept_wherever_it_is_told(text, name):
    told = [
        each.value
        for each in reading(text).commands
        if isinstance(each, SetSlot) and each.name == "person_name"
    ]
    assert told == [name]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("hiya, 1", "free:a"),
        ("Oh 2 please thanks", "free:b"),
        ("hiya can I have 3 ta", "free:c"),
        ("Hi there. Option 2 would suit me best. Many thanks, Jean", "free:b"),
        ("the first is perfect thanks very much", "free:a"),
        ("Oh the second one would be great thank you", "free:b"),
        ("Hello! The first one please. Kind regards, Jean Smith", "free:a"),
        ("3 would be grand xx", "free:c"),
    ],
)
def test_a_time_is_chosen_as_politely_as_one_likes_and_nothing_else_is_said(text, time):
    assert reading(text, WHEN) == Reading(
        commands=(SetSlot(name="time_choice", value=time, by_button=True),), is_pure_answer=True
    )


@pytest.mark.parametrize(
    "text",
    ["2 would be better after 4", "the second is no good", "1 is far", "2 doesnt suit me",
     "the first wont do", "the second would suit if I can bring my son"],
)  # fmt: skip
def test_a_time_is_not_chosen_by_more_than_courtesies(text):
    assert not reading(text, WHEN).is_pure_answer


@pytest.mark.parametrize("text", ["thanks", "Hiya", "Many thanks, Jean", "please x"])
def test_courtesies_alone_answer_nothing(text):
    assert not any(isinstance(each, SetSlot) for each in reading(text, WHEN).commands)
    assert not any(isinstance(each, SetSlot) for each in reading(text, YES_NO).commands)
