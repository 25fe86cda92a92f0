import pytest
from tables import labelled

from bot.understanding import guess_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I need help with my rent", "en"),
        ("pure done wi it aw, cannae cope", "en"),
        ("hi", "en"), ("aye", "en"), ("2", "en"), ("👍", "en"), ("", "en"), ("nie", "en"),
        ("٧", "en"), ("۲ ؟", "en"),
        ("Dzien dobry, is it possible speak with you in morning not afternoon?", "en"),
        ("chcę umrzeć, proszę pomóc", "pl"),
        ("Potrzebuje pomocy z mieszkaniem, nie mam pieniedzy", "pl"),
        ("mujhe madad chahiye", "ur"),
        ("مجھے مدد چاہیے", "ur"),
        ("مرحبا احتاج مساعدة", "ar"),
        ("سلام من کمک می خواهم", "fa"),
        ("Мені потрібна допомога", "uk"),
        ("am nevoie de ajutor va rog", "ro"),
        ("我需要帮助", "zh"),
        ("ਮੈਨੂੰ ਮਦਦ ਚਾਹੀਦੀ ਹੈ", "pa"),
        ("mam chorą mamę", "pl"),
        ("babcia zmarła w Rzeszowie a ja nie miałam na bilet", "pl"),
        ("landlord sprzedał dom i mamy się wynieść do soboty", "pl"),
        ("Мне нужна помощь, я не знаю языка, муж ушёл", "ru"),
        ("necesito ayuda para mis hijos", "es"),
        ("je ne parle pas anglais", "fr"),
        ("no energy no joy no tears either", "en"), ("do the pantries do halal", "en"),
        ("me no understand letter", "en"), ("nobody to talk to", "en"),
        ("My friend Łukasz helps me with the shopping", "en"),
    ],
)  # fmt: skip
def test_a_language_is_guessed_only_where_it_is_clear(text, language):
    assert guess_language(text) == language


@pytest.mark.parametrize(
    "language", ["en", "pl", "ur", "ro", "es", "fr", "zh", "pa", "uk", "ru", "ar", "fa", "ckb"]
)
def test_in_each_language_that_is_guessed_somebody_wants_to_die(language):
    in_it = [row for row in labelled("risk") if guess_language(row.text) == language]
    assert any(row.risk == "crisis" and "mental_health" in row.needs for row in in_it)
