from dataclasses import replace

import pytest

from bot.commands import Choice, Clarify, OpenQuestion, SetSlot
from bot.understanding.answers.choice import read_choice


def choice(title: str, value: object, *synonyms: str) -> Choice:
    payload = f"/SetSlots(topic={value})"
    return Choice(title=title, payload=payload, slots={"topic": value}, synonyms=synonyms)


def question(*choices: Choice, several: bool = False) -> OpenQuestion:
    return OpenQuestion(
        id="q1",
        slot="topic",
        flow="f",
        step="s",
        kind="choice",
        asked_at="2026-11-23T10:00:00Z",
        choices=choices,
        may_choose_several=several,
    )


TOPICS = question(
    choice("Debt", "debt", "Długi"),
    choice("Bills", "bills", "Rachunki"),
    choice("Benefits", "benefits"),
    choice("Something else", "other"),
)
TIMES = question(
    choice("Tue 24 Nov, 10am by phone", "a"),
    choice("Thu 26 Nov, 2pm by phone", "b"),
    choice("Fri 27 Nov, 11am in person", "c"),
)


OFFERED = replace(TIMES, kind="when")


def picked(text, of=TOPICS):
    answer = read_choice(text, of, {})
    if answer is None:
        return None
    return [c.value for c in answer.commands if isinstance(c, SetSlot)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2", "bills"),
        ("2.", "bills"),
        ("2)", "bills"),
        ("(2)", "bills"),
        ("no 2", "bills"),
        ("number 2", "bills"),
        ("two", "bills"),
        ("twa", "bills"),
        ("2️⃣", "bills"),
        ("2 please", "bills"),
        ("the second one", "bills"),
        ("second yin", "bills"),
        ("the 2nd", "bills"),
        ("last", "other"),
        ("Bills", "bills"),
        ("BILLS!!", "bills"),
        ("rachunki", "bills"),
        ("dlugi", "debt"),
        ("benefits please", "benefits"),
        ("it's about ma benefits", "benefits"),
        ("benifts", "benefits"),
        ("benefitz", "benefits"),
        ("bils", "bills"),
        ("other", "other"),
        ("something else", "other"),
        ("first", "debt"),
        ("option 3", "benefits"),
        ("3!!", "benefits"),
    ],
)
def test_one_choice_may_be_named_in_many_ways(text, value):
    assert picked(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", "c"),
        ("the tuesday yin", "a"),
        ("friday", "c"),
        ("in person", "c"),
        ("2pm", "b"),
        ("the last one", "c"),
    ],
)
def test_a_time_on_offer_may_be_picked_by_its_words(text, value):
    assert picked(text, TIMES) == [value]


@pytest.mark.parametrize("text", ["5", "0", "99", "", "banana", "-1", "1.5 million", "stop", "12"])
def test_what_is_out_of_range_or_unknown_is_no_answer(text):
    assert picked(text) is None


def test_two_that_fit_are_asked_about():
    answer = read_choice("by phone", TIMES, {})
    assert answer is not None
    assert answer.commands == (
        Clarify(options=("Tue 24 Nov, 10am by phone", "Thu 26 Nov, 2pm by phone")),
    )


def test_several_are_all_kept_where_several_may_be():
    many = question(*TOPICS.choices, several=True)
    assert picked("1 and 3", many) == [["debt", "benefits"]]
    assert picked("all", many) == [["debt", "bills", "benefits", "other"]]
    assert picked("debt and bills", many) == [["debt", "bills"]]


def test_several_are_asked_about_where_only_one_may_be():
    answer = read_choice("1 and 3", TOPICS, {})
    assert answer is not None
    assert answer.commands == (Clarify(options=("Debt", "Benefits")),)


def test_the_first_of_several_counts_where_each_can_be_true():
    asked = replace(TOPICS, takes_first=True)
    assert picked("1 and 3", asked) == ["debt"]
    assert picked("3 & 1", asked) == ["benefits"]
    assert picked("all of them", asked) == ["debt"]
    answer = read_choice("debt or bills", asked, {})
    assert answer is not None
    assert answer.commands == (Clarify(options=("Debt", "Bills")),)


def test_every_yes_is_the_choice_called_yes():
    asked = question(choice("Yes", "yes"), choice("No", "no"), choice("Sometimes", "sometimes"))
    assert picked("aye", asked) == ["yes"]
    assert picked("naw", asked) == ["no"]
    assert picked("at times", asked) is None
    assert picked("sometimes", asked) == ["sometimes"]


def test_a_pick_counts_as_the_button():
    answer = read_choice("2", TOPICS, {})
    assert answer is not None
    assert answer.is_whole
    assert all(c.by_button for c in answer.commands if isinstance(c, SetSlot))


def test_a_denied_choice_is_not_taken():
    assert picked("not debt, bills") == ["bills"]


def test_a_synonym_of_the_training_data_finds_its_value():
    answer = read_choice("tick", TOPICS, {"tick": "debt"})
    assert answer is not None
    assert answer.commands == (SetSlot(name="topic", value="debt", by_button=True),)


SAFE = question(
    choice("It's safe", "yes"), choice("Not safe", "no"), choice("Sometimes", "at_times")
)


@pytest.mark.parametrize(
    ("text", "value"),
    [("safe", "yes"), ("aye it's safe", "yes"), ("it's not safe", "no"), ("no safe hen", "no")],
)
def test_a_word_denied_is_another_word(text, value):
    answer = read_choice(text, SAFE, {})
    assert answer is not None
    assert [command.value for command in answer.commands] == [value]


def test_no_is_no_however_a_synonym_of_another_choice_begins():
    safe = question(
        choice("It's safe", "yes", "no one else sees it", "no bother"), choice("Not safe", "no")
    )
    answer = read_choice("naw", safe, {})
    assert answer is not None
    assert [command.value for command in answer.commands] == ["no"]


REMINDER = question(
    choice("Yes", "coming", "ill be there", "see you then", "c"),
    choice("Change it", "change", "no", "later", "cannae make it", "another time"),
    choice("Not needed", "not_needed", "dont need it", "no thanks"),
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "change"),
        ("nope", "change"),
        ("No i cant", "change"),
        ("sorry, cannae make it the morn", "change"),
        ("yes but can it be later", "change"),
        ("no thanks", "not_needed"),
        ("not coming, dont need it", "not_needed"),
        ("C", "coming"),
        ("yes thats fine", "coming"),
    ],
)
def test_what_people_answer_to_a_reminder(text: str, value: str) -> None:
    assert picked(text, REMINDER) == [value]


@pytest.mark.parametrize(
    "text",
    ["cannae pay ma rent", "what time is it again?", "where is it", "when is it?", "running late"],
)
def test_a_word_that_tells_nothing_by_itself_chooses_nothing(text: str) -> None:
    assert read_choice(text, REMINDER, {}) is None


def test_what_is_denied_is_no_slip_of_the_same_word() -> None:
    feelings = question(choice("Better", "better"), choice("Worse", "worse"))
    assert read_choice("not better", feelings, {}) is None
    assert picked("beter", feelings) == ["better"]


FEELINGS = question(
    choice("Better", "better"), choice("The same", "same"), choice("Worse", "worse")
)


@pytest.mark.parametrize(
    "text",
    [
        *("not much better", "it hasnt got better", "it has not got any better", "nae much better"),
        *("things have not got better", "nothing better", "I don't feel any better"),
        *("im not any worse", "not really the same"),
    ],
)
def test_a_denial_reaches_over_little_words(text):
    assert read_choice(text, FEELINGS, {}) is None


@pytest.mark.parametrize("text", ["no, better", "not the same, better", "no im better"])
def test_a_denial_ends_with_its_clause(text):
    assert picked(text, FEELINGS) == ["better"]


def test_whoever_lacks_something_denies_no_need_of_it():
    needs = question(choice("Money", "money"), choice("Food", "food"))
    assert picked("I havent got any money", needs) == ["money"]


@pytest.mark.parametrize("text", ["not the first", "no, not the last one"])
def test_a_place_denied_is_not_picked(text):
    assert read_choice(text, OFFERED, {}) is None


def test_a_word_of_a_longer_name_is_no_slip_of_it():
    held = question(choice("Yes", "coming", "its my phone"), choice("Change it", "change"))
    assert read_choice("will it be by phone", held, {}) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the Thursday one please", "b"),
        ("thursday yin", "b"),
        ("I'll take the Friday one", "c"),
        ("the 2pm one", "b"),
    ],
)
def test_one_of_the_times_on_offer_may_be_named_by_its_day(text, value):
    answer = read_choice(text, OFFERED, {})
    assert answer is not None
    assert answer.is_whole
    assert picked(text, OFFERED) == [value]


@pytest.mark.parametrize(
    "text", ["not the Thursday one", "the Thursday one at 4", "the Monday one"]
)
def test_another_time_than_on_offer_is_not_the_one_named(text):
    answer = read_choice(text, OFFERED, {})
    assert answer is None or not answer.is_whole


@pytest.mark.parametrize("text", ["about 2", "around 3"])
def test_about_two_is_a_time_and_no_second_one(text):
    assert picked(text, OFFERED) is None
    assert picked("2", OFFERED) == ["b"]


OFFERED_OR_NONE = replace(OFFERED, choices=(*OFFERED.choices, choice("No thanks", "none")))


@pytest.mark.parametrize("text", ["the 4th", "4th please", "is the 4th ok?", "the 2nd", "3rd"])
def test_an_ordinal_in_digits_is_no_number_of_a_time_on_offer(text):
    assert picked(text, OFFERED_OR_NONE) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the 2nd one", "b"),
        ("2nd option please", "b"),
        ("second", "b"),
        ("the last one", "c"),
        ("4", "none"),
        ("no thanks", "none"),
    ],
)
def test_a_time_on_offer_by_its_place(text, value):
    assert picked(text, OFFERED_OR_NONE) == [value]


def test_no_time_is_not_the_fourth_of_the_times():
    assert picked("the fourth", OFFERED_OR_NONE) is None
