import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.normalise import normalise
from bot.understanding.spelled_out import join_letters
from bot.understanding.typos import mend


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("SU1CIDE", "suicide"),
        ("k1ll myself", "kill myself"),
        ("I’m “done”", "im done"),
        ("cannae dae it", "cant do it"),
        ("soooooo lonely", "so lonely"),
        ("k\u200bi\u200cl\u200dl", "kill"),
        ("chcę umrzeć", "chce umrzec"),
        ("𝐤𝐢𝐥𝐥 me", "kill me"),
        ("су1cide", "cyicide"),  # Cyrillic letters beside Latin ones are read by their shape
        ("2moro", "tomorrow"),
        ("I wanna die", "i want to die"),
        ("help 💊💊", "help 💊 💊"),
        ("one. two! three", "one . two . three"),
        ("at 2.30 ok", "at 2 30 ok"),
        ("I want to... die", "i want to die"),
        ("i want to … die..", "i want to die ."),
        ("fine... He hit me.. 2 times", "fine . he hit me . 2 times"),
        ("iwanttodie", "i want to die"),
        ("pit me doon", "put me down"),
        ("fit's the eese o gyan on", "fits the use of going on"),
        ("cnt do dis nemore", "cant do this anymore"),
        ("canny dae this anymair", "cant do this anymore"),
        ("drinkin again", "drinking again"),
        ("ma heid's fu'", "my heads fu"),
        ("G33 3 wks", "g33 3 weeks"),
        ("3½ years", "3 years"),  # and not 312
        ("na\u0308ive cafe\u0301", "naive cafe"),
    ],
)
def test_spellings_come_to_the_same_plain_words(text, plain):
    assert normalise(text).text == f" {plain} "


@pytest.mark.parametrize(
    ("text", "phrase", "original"),
    [
        ("😢😢 I w4nt to d1e 😢", " want to die ", "w4nt to d1e"),
        ("e\u0301te\u0301: I want to k\u200bill myself!", " kill myself ", "k\u200bill myself"),
        ("x 👨‍👩‍👧 nae leccy", " no electric ", "nae leccy"),
        ("\u202bskint\u202c now", " skint ", "\u202bskint\u202c"),
    ],
)
def test_a_stretch_points_into_the_original(text, phrase, original):
    plain = normalise(text)
    start = plain.text.index(phrase)
    span = plain.span(start + 1, start + len(phrase) - 1)
    assert text[span.start : span.end].strip("\u202b\u202c") == original.strip("\u202b\u202c")


@given(st.text(max_size=300))
def test_every_word_of_any_text_lies_where_it_says(text):
    plain = mend(join_letters(normalise(text)))
    assert plain.original == text
    for word in plain.words:
        assert plain.text[word.at : word.at + len(word.text)] == word.text
        assert 0 <= word.start < word.end <= len(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("k.m.s", "kms"),
        ("s u i c i d e", "suicide"),
        ("I feel S-U-I-C-I-D-A-L ok", "i feel suicidal ok"),
        ("i want to d i e", "i want to die"),
        ("i w a n t t o d i e", "i want to die"),
        ("r u ok", "are you ok"),
        ("u r a star", "you are a star"),
        ("a b c d", "a b c d"),
    ],
)
def test_words_written_letter_by_letter_are_joined(text, plain):
    assert join_letters(normalise(text)).text == f" {plain} "


def test_a_letter_that_folds_to_two_is_no_letter_of_a_run():
    assert join_letters(normalise("a ß e")).text == normalise("a ß e").text


def test_a_joined_word_points_at_all_its_letters():
    word = join_letters(normalise("well k.m.s!")).words[1]
    assert (word.text, word.start, word.end) == ("kms", 5, 10)
