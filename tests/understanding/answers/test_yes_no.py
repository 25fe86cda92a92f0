import pytest

from bot.understanding.answers.yes_no import read_yes_no

YES = [
    "yes", "y", "aye", "Aye!", "yep", "yeah", "👍", "👍🏽", "tak", "haan", "ok", "sure",
    "haan ji", "hnji", "是的", "نعم", "так",
    "no bother", "nae bother", "no problem", "that's right",
]  # fmt: skip
NO = [
    "no", "naw", "nah", "nope", "👎", "nie", "nahi", "nahin", "nahin ji",
    "لا", "ні", "不是", "not really", "that's wrong", "NO!!", "never",
]  # fmt: skip


@pytest.mark.parametrize("text", YES)
def test_yes_in_many_tongues(text):
    assert read_yes_no(text) == (True, ())


@pytest.mark.parametrize("text", NO)
def test_no_in_many_tongues(text):
    assert read_yes_no(text) == (False, ())


@pytest.mark.parametrize("text", ["nae food in", "no money left", "No heating"])
def test_what_somebody_is_without_is_no_no(text):
    assert read_yes_no(text) is None


@pytest.mark.parametrize("text", ["no, food", "no just food", "naw food", "no. money"])
def test_a_no_before_what_it_is_about_stays_one(text):
    said = read_yes_no(text)
    assert said is not None
    assert said[0] is False


YES_BEHIND = [
    "Oh yes please, thanks", "hi, yes", "Hiya. Aye", "Good morning, yes that's right", "haha yes",
    "Thanks. Yes", "thank you very much, yes", "Cheers aye", "aw aye", "erm yes please", "eh aye",
    "Oh right, aye thanks", "Oh that's great, yes thanks", "Hello there, that's right", "well 👍",
]  # fmt: skip
NO_BEHIND = ["oh no", "Well, no", "och naw", "thanks but no thanks", "Hi. No", "hmm not really",
             "Thanks for that. No."]  # fmt: skip


@pytest.mark.parametrize("text", YES_BEHIND)
def test_a_yes_is_heard_behind_an_oh_a_greeting_or_thanks(text):
    assert read_yes_no(text) == (True, ())


@pytest.mark.parametrize("text", NO_BEHIND)
def test_a_no_is_heard_behind_them_too(text):
    assert read_yes_no(text) == (False, ())


@pytest.mark.parametrize("text", ["oh no we dont", "Hi no I havent", "och naw, I cannae"])
def test_what_a_no_behind_them_denies_once_more_is_no(text):
    said = read_yes_no(text)
    assert said is not None
    assert said[0] is False


def test_what_follows_a_yes_behind_a_greeting_is_kept():
    assert read_yes_no("Hi, yes but I've nae food") == (True, ("but", "ive", "no", "food"))


@pytest.mark.parametrize(
    "text",
    ["oh no I forgot", "Hi, nae food in", "hello no one helps me", "Hi, I am lonely", "oh ok",
     "ah right", "oh never mind", "oh aye right", "thanks", "Good morning", "Hi, I have no food",
     "oh", "well ok no"],
)  # fmt: skip
def test_an_opener_makes_no_answer_of_what_is_none(text):
    assert read_yes_no(text) is None


@pytest.mark.parametrize("text", ["", "maybe", "dunno", "yes and no", "banana", "2", "north"])
def test_what_is_neither_is_none(text):
    assert read_yes_no(text) is None


NEVER_YES = [
    "it is not", "it is nae safe", "I do not", "I do not think so", "I do not want to",
    "I would rather not", "I would rather you didn't", "I would prefer not to", "please do not",
    "absolutely not", "definitely not", "of course not", "I suppose not", "I am afraid not",
    "it is wrong", "you got it wrong", "you got it all wrong", "ji nahi", "n", "N.",
]  # fmt: skip
NEITHER = [
    "I am not sure", "I am no sure", "im no sure", "I would rather", "I am afraid of him",
    "ok no", "right no", "yes no", "yeah nah", "yes that is not right", "haan nahi", "aye right",
]  # fmt: skip


@pytest.mark.parametrize("text", NEVER_YES)
def test_a_denial_right_after_words_of_yes_is_no(text):
    said = read_yes_no(text)
    assert said is not None
    assert said[0] is False


@pytest.mark.parametrize("text", NEITHER)
def test_a_yes_with_a_no_or_a_doubt_on_it_is_neither(text):
    assert read_yes_no(text) is None


@pytest.mark.parametrize(
    "text",
    ["yes nae bother", "ok thats fine no problem", "yes no one else sees it", "of course no bother",
     "aye nae food in", "I am afraid so", "why not", "no doubt", "yes but not at work"],
)  # fmt: skip
def test_a_yes_stays_one_before_a_no_that_denies_nothing(text):
    said = read_yes_no(text)
    assert said is not None
    assert said[0] is True


def test_what_follows_is_kept():
    assert read_yes_no("aye but I've nae food") == (True, ("but", "ive", "no", "food"))


def test_polite_words_are_not_a_rest():
    assert read_yes_no("yes please hen") == (True, ())


@pytest.mark.parametrize(
    "text",
    ["aye fine", "aye sure", "that'd be fine", "fine by me", "fine wi me", "suits me", "that suits",
     "aye that suits me", "that would be great hen", "sounds grand", "that works for me",
     "sure thing", "no thanks. actually aye", "no wait yes", "naw, actually aye go on",
     "no. oh yes please", "no i mean yes"],
)  # fmt: skip
def test_agreeing_in_other_words_is_yes_and_nothing_else(text):
    assert read_yes_no(text) == (True, ())


@pytest.mark.parametrize("text", ["yes actually no", "yes wait no", "no, actually no"])
def test_a_yes_taken_back_is_no(text):
    assert read_yes_no(text) == (False, ())


@pytest.mark.parametrize(
    "text",
    ["naw aye", "no aye its fine", "im fine", "that'd be a disaster", "that would not be fine"],
)
def test_a_no_beside_a_yes_and_words_of_neither_are_neither(text):
    assert read_yes_no(text) is None


@pytest.mark.parametrize("text", ["no actually thats fine", "no thats ok", "no oh yes he hits me"])
def test_a_no_that_is_not_taken_back_is_never_yes(text):
    said = read_yes_no(text)
    assert said is not None
    assert said[0] is False
