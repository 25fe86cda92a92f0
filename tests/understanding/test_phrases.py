import pytest

from bot.understanding.normalise import normalise
from bot.understanding.phrase_book import PhraseBook
from bot.understanding.phrases import PhraseError


def found(phrase, text, classes=None):
    return [
        normalise(text).text[m.start : m.end]
        for m in PhraseBook([(phrase, 1)], classes).find(normalise(text))
    ]


@pytest.mark.parametrize(
    ("phrase", "text", "is_there"),
    [
        ("skint", "pure skint", True),
        ("skint", "skinted", False),
        ("skint*", "skinted", True),
        ("(no|not) food", "nae food", True),
        ("no (hot |)food", "no hot food", True),
        ("no (hot |)food", "no food", True),
        ("he ~2 me", "he really hits me", True),
        ("he ~2 me", "he never ever once hits me", False),
        ("he ~2 me", "he left. me", False),
        ("want to {end}", "want 2 die", True),
        ("cannae", "can't", True),
        ("can i take !(die|fatal)", "can i take a day", True),
        ("can i take !(die|fatal)", "can i take. i want to die", False),
        ("can i take !(die|fatal)", "die? can i take two", True),
    ],
)
def test_phrases_are_found_by_their_small_language(phrase, text, is_there):
    assert bool(found(phrase, text, {"end": "die|be dead"})) is is_there


@pytest.mark.parametrize("phrase", ["", "(a|)", "~2 me", "(a", "a)", "{nothing} x", "a !b", "!(a)"])
def test_a_phrase_that_cannot_be_read_is_named(phrase):
    with pytest.raises(PhraseError):
        PhraseBook([(phrase, 1)], {})


def test_every_lexicon_can_be_read_whole():
    from bot.understanding.lexicons import harmless_phrases, phrase_groups, signs, tellers

    books = [signs(), harmless_phrases(), tellers()]
    books += [phrase_groups("requests"), phrase_groups("contacts")]
    assert all(book.words() for book in books)
