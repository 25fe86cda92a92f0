"""Danger that is long over raises no alarm; what is back, or only sounds over, does."""

import pytest

from bot.detector import detector_of
from bot.settings import UnderstandingConfig
from bot.understanding.detection import GRAVE


@pytest.fixture(scope="module")
def detector():
    return detector_of(UnderstandingConfig())


@pytest.mark.parametrize(
    "text",
    [
        "I used to cut myself as a teenager but that's twenty years ago and I'm fine",
        "used tae cut masel at school. stopped at 16, that's 12 year ago, no been tempted since",
        "a few years ago i wanted to die. meds and a good nurse sorted that. its just sleep now",
        "I tried to end my life eight years ago. I got well and want to volunteer",
        "i self harmed as a teenager. havent done it since. can i join the walking group",
    ],
)
def test_what_is_over_raises_no_alarm(detector, text):
    assert detector.detect(text).risk not in GRAVE


@pytest.mark.parametrize(
    "text",
    [
        "I tried to end my life eight years ago. I got well for a bit. now im back there",
        "I was suicidal in 2019 and got better. I am there again",
        "used to cut myself at school, stopped at 16, but i did it again last night",
        "tried to end my life years ago, got better, this time i wont fail",
        "years ago i took an overdose. nothing since then. now ive got the tablets in front of me",
        "a few years ago i wanted to die. meds sorted that but i want to die",
        "used to self harm, not felt like it since, until tonight",
    ],
)
def test_what_is_back_raises_it(detector, text):
    assert detector.detect(text).risk in GRAVE


@pytest.mark.parametrize(
    ("harmless", "grave"),
    [
        ("im no greetin im cuttin ingins", "cutting onions and thinking of cutting my wrists"),
        ("that exam can away and jump aff a cliff", "im away to jump aff a cliff"),
        ("bus driver drives like he wants to kill everybody", "he says he wants to kill us both"),
        ("feart on the waltzers, went again lol", "feart on the waltzers. i want to kill myself"),
        ("just want my tablets", "just want my tablets, all of them at once so it ends"),
        ("hes in the jail", "hes in the jail but gets out the morra and he will kill me"),
        ("drinkin mair than ah should. want tae cut doon", "drinkin mair, ah want tae be deid"),
    ],
)
def test_a_figure_of_speech_silences_what_it_is_and_no_more(detector, harmless, grave):
    assert detector.detect(harmless).risk not in GRAVE
    assert detector.detect(grave).risk in GRAVE


@pytest.mark.parametrize(
    "text",
    [
        "One less mouth, one less worry. She would cry for a bit then she could rest",
        "he stands over the bed with the knife and says he's thinking",
        "bank's on at me, and I hae thochts o daein awa wi masel",
        "got what i need from 3 different chemists, its happening the night",
    ],
)
def test_danger_said_in_passing_is_heard(detector, text):
    assert detector.detect(text).risk in GRAVE
