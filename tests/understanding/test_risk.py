"""What must be caught, and what must not: the safety of the whole rests here."""

import pytest
from tables import labelled

from bot.understanding import detect

MUST_CATCH = """
whats the point anymore
everyone would be better off without me
i wont be a burden much longer
dont want to wake up
taken a load of paracetamol
ive written the letters
giving my dog away so hes ok after
goodbye and thanks for everything
kms
unalive
sewerslide
su1cide
k1ll myself
i cant do this any more
ah cannae go on
ah'm done, pure done wi it aw
nae point being here
wish ah wisnae here
hes going to kill me
he wont let me out
he checks my phone
my bf strangled me
chcę umrzeć
nie chcę żyć
chce umrzec
marna chahta hoon
💊💊💊
I wish I was dead
I want to go to sleep and never wake up
I have been thinking about killing myself
I know how I would do it
I have a plan to end my life
I have started collecting pills
I tried to kill myself last week
are you thinking of killing yourself? yes i am thinking of killing myself
4 i want to die
stop i cant go on
my son says he wants to die
tell my kids i love them
Jean Broon, tell my weans i love them
please tell my boys ill always love them
""".strip().splitlines()

MUST_NOT = """
work is killing me
the pain is killing me
this heat is killing me
dying to see you
suicide squad
died laughing
killing time
shoot me a text
overdose of cake
phone gonna die
can't go online
he'll kill me (joking)
2
yes
aye nae bother
Tuesday at 2
thanks hen
Jean Broon 14/2/51
i tell my kids i love them every night
i cant tell my mum i love her
""".strip().splitlines()

GRAVE = ("crisis", "emergency")


@pytest.mark.parametrize("text", MUST_CATCH)
def test_words_of_danger_are_caught(text):
    assert detect(text).risk in GRAVE


@pytest.mark.parametrize("text", MUST_NOT)
def test_figures_of_speech_raise_no_alarm(text):
    assert detect(text).risk == "none"


@pytest.mark.parametrize("row", labelled("risk"), ids=lambda row: row.text[:40])
def test_each_message_of_the_plain_table_has_its_level(row):
    found = detect(row.text).risk
    if row.risk in GRAVE:
        assert found in GRAVE
    elif row.risk == "urgent":
        assert found != "none"
    else:
        assert found == "none"


def test_most_hard_messages_are_caught_and_none_raises_a_false_alarm():
    rows = labelled("hard")
    grave = [detect(row.text).risk in GRAVE for row in rows if row.risk in GRAVE]
    urgent = [detect(row.text).risk != "none" for row in rows if row.risk == "urgent"]
    calm = [detect(row.text).risk == "none" for row in rows if row.risk == "none"]
    assert sum(grave) / len(grave) >= 0.9
    assert sum(urgent) / len(urgent) >= 0.9
    assert all(calm)


@pytest.mark.parametrize(
    "text", ["I'm not suicidal, just skint", "am no suicidal hen", "I would never hurt myself"]
)
def test_danger_denied_is_no_alarm_but_still_soft(text):
    detection = detect(text)
    assert detection.risk == "none"
    assert detection.is_soft


def test_danger_past_and_over_is_no_alarm():
    text = "I took an overdose in 2004. I'm fine now and all that is behind me."
    assert detect(text).risk == "none"


def test_danger_past_but_back_is_an_alarm():
    text = "I was suicidal last year, then I was better, but the thoughts are coming back now"
    assert detect(text).risk in GRAVE


def test_one_idiom_does_not_hide_a_real_danger():
    assert detect("this bill is killing me and i want to die").risk in GRAVE
    assert detect("watched suicide squad, then cut my wrists").risk in GRAVE


def test_danger_far_down_a_long_message_is_found():
    text = "Nothing much to say about the weather here. " * 150 + "I want to kill myself"
    assert detect(text).risk in GRAVE


def test_a_risk_shows_the_words_that_led_to_it():
    text = "Hiya 😊 its Jean. Ah cannae go on, ah want tae d1e"
    shown = {text[e.start : e.end] for e in detect(text).evidence if e.label == "crisis"}
    assert "want tae d1e" in shown


def test_scores_are_given_for_every_label():
    scores = detect("hello").scores
    assert len(scores) == 16
    assert all(0.0 <= score <= 1.0 for score in scores.values())
