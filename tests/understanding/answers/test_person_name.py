import pytest

from bot.understanding.answers.person_name import read_person_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("jean broon", "Jean Broon"),
        ("her name is margaret mcphee", "Margaret McPhee"),
        ("ma name's jean broon", "Jean Broon"),
        ("My name is Jean Broon.", "Jean Broon"),
        ("its Mrs Henderson", "Mrs Henderson"),
        ("I'm Ahmed Al-Sayed", "Ahmed Al-Sayed"),
        ("hi, this is Margaret O'Neill", "Margaret O'Neill"),
        ("call me Shug", "Shug"),
        ("JEAN BROON", "Jean Broon"),
        ("jim mcdonald", "Jim McDonald"),
        ("mary-anne o'neill", "Mary-Anne O'Neill"),
        ("Zofia Wiśniewska", "Zofia Wiśniewska"),
        ("nazywam się Jan Nowak", "Jan Nowak"),
        ("Nguyễn Thị Lan", "Nguyễn Thị Lan"),
        ("محمد علي", "محمد علي"),
        ("Jean Broon here", "Jean Broon"),
        ("DeShawn van der Berg", "DeShawn van der Berg"),
        ("name: Ina Bell", "Ina Bell"),
        ("اسمي محمد علي", "محمد علي"),
        ("мене звати оксана шевченко", "Оксана Шевченко"),
        ("Ім'я Оксана", "Оксана"),
        ("我叫王小明", "王小明"),
        ("欧阳娜娜", "欧阳娜娜"),
        ("ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ"),
        ("Ken Smith", "Ken Smith"),
        ("its Will Brown", "Will Brown"),
        ("An Nguyen", "An Nguyen"),
        ("Do Van Minh", "Do Van Minh"),
        ("Lee Ring", "Lee Ring"),
        ("Nguyễn Văn A", "Nguyễn Văn A"),
        ("Jean A. Smith", "Jean A. Smith"),
        ("Łukasz Żak ur.", "Łukasz Żak"),
        ("Jean Smith aged", "Jean Smith"),
    ],
)
def test_a_name_is_found_and_written_well(text, name):
    assert read_person_name(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "why?",
        "no",
        "what do you need that for",
        "لا أفهم",
        "я не розумію",
        "мне нужна помощь",
        "我不懂",
        "请问这是什么",
        "1",
        "",
        "👍",
        "rather not say",
        "im skint",
        "ken whit",
        "Will do",
        "My sister",
        "So tired",
        "Will Phone",
        "My",
        "a person please",
        "14/2/51",
        "x",
        "I would like to talk about my landlord and my rent",
    ],
)
def test_what_is_no_name_is_not_taken_for_one(text):
    assert read_person_name(text) is None
