import pytest

from bot.understanding.answers.sure_name import is_sure_name


@pytest.mark.parametrize(
    "name",
    [
        "Zebedee Quillfeather",
        "Jean Smith",
        "kelly ann mcbride",
        "Eilidh NicDhòmhnaill",
        "Mary-Ann O'Donnell",
        "Małgorzata Wiśniewska",
        "Wojciech Szczęsny",
        "Zainab Chaudhry",
        "Muhammad Khan",
        "Oluwaseun Adebayo",
        "Ngozi Eze Nwosu",
        "Zhang Xiu Mei",
    ],
)
def test_a_name_that_can_be_nothing_else_needs_no_second_look(name):
    assert is_sure_name(name)


@pytest.mark.parametrize(
    "text",
    [
        "kill me",
        "end it",
        "help me now",
        "he hit me",
        "end life",
        "bye everyone",
        "goodbye mum",
        "slit wrists",
        "swallowed bleach",
        "railway line",
        "done living",
        "wanna die",
        "chest pain",
        "husband violent",
        "chcę umrzeć",
        "overdose",
        "two weeks",
        "Joy",
        "Jean Smith help me now",
    ],
)
def test_what_may_be_anything_else_is_looked_at_as_any_text(text):
    assert not is_sure_name(text)
