import pytest

from bot.understanding import detect, guess_language


@pytest.mark.parametrize("text", ["straciłem pracę", "straciłam mieszkanie", "pracę straciłam"])
def test_a_lost_job_or_home_is_nobodys_death(text):
    assert "bereavement" not in detect(text).needs


@pytest.mark.parametrize("text", ["straciłam męża", "straciłem pracę i straciłem żonę"])
def test_a_lost_husband_or_wife_is_one(text):
    assert "bereavement" in detect(text).needs


@pytest.mark.parametrize("text", ["jestem samotna", "jestem samotny"])
def test_two_words_are_enough_to_be_answered_in_polish(text):
    assert guess_language(text) == "pl"
