import pytest
from tables import labelled

from bot.understanding import NEEDS, detect


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("pure skint and the landlord wants me oot", ("money", "housing")),
        ("the landlord wants me oot an ah'm skint", ("housing", "money")),
        ("cannae pay ma leccy", ("energy",)),
        ("landlord wants me oot", ("housing",)),
        ("my mum died", ("bereavement",)),
        ("phone died", ()),
        ("benefits chk pls", ("money",)),
        ("fuel voucher pls", ("energy",)),
        ("nae leccy", ("energy",)),
        ("skint, nae leccy, and he hits me", ("money", "energy", "abuse")),
        ("any groups for carers", ("caring",)),
        ("made redundnat last week", ("work",)),
        ("I am lonley", ("isolation",)),
        ("im depresed", ("mental_health",)),
        ("hi", ()),
        ("2", ()),
        ("", ()),
        ("nae pehs in the hoose", ("food",)),
        ("lookin efter ma mither", ("caring",)),
    ],
)
def test_needs_are_found_in_the_order_named(text, needs):
    assert detect(text).needs == needs


def f1_of(need, rows, found):
    hit = sum(need in row.needs and need in needs for row, needs in zip(rows, found, strict=True))
    false = sum(
        need not in row.needs and need in needs for row, needs in zip(rows, found, strict=True)
    )
    missed = sum(
        need in row.needs and need not in needs for row, needs in zip(rows, found, strict=True)
    )
    return 2 * hit / max(2 * hit + false + missed, 1)


def test_needs_of_the_table_are_mostly_right():
    rows = labelled("risk")
    found = [detect(row.text).needs for row in rows]
    assert sum(f1_of(need, rows, found) for need in NEEDS) / len(NEEDS) >= 0.9


def test_wanting_to_die_is_a_need_too():
    assert "mental_health" in detect("ah want tae die").needs


def test_a_danger_denied_is_no_need():
    assert detect("I'm not suicidal, just skint").needs == ("money",)


def test_each_need_shows_its_words():
    text = "cannae heat ma flat an the kids are hungry"
    found = detect(text).evidence
    assert {"energy", "food"} <= {evidence.label for evidence in found}
    for evidence in found:
        assert text[evidence.start : evidence.end].strip() == text[evidence.start : evidence.end]
        assert evidence.why


@pytest.mark.parametrize(
    "text",
    [
        "where do i go",
        "where do I go for it?",
        "hi where do i go to see someone",
        "where am i supposed to go on thursday",
        "im at the surgery, where do i go now",
    ],
)
def test_where_the_chat_is_tells_no_need(text):
    found = detect(text)
    assert (found.needs, found.risk) == ((), "none")


@pytest.mark.parametrize(
    "text",
    [
        "where do i go tonight",
        "where will i go now",
        "where am i supposed to sleep",
        "whaur dae ah go the nicht",
        "the flat is flooded. where do we go with the weans",
        "landlord selt the hoose, where am i meant to go",
    ],
)
def test_nowhere_to_go_is_a_home_lost_now(text):
    found = detect(text)
    assert ("housing" in found.needs, found.risk) == (True, "urgent")


def test_worry_about_the_rent_is_about_money_whatever_else_is_told():
    assert set(detect("I'm worried about my rent and I feel very low").needs) >= {
        "money",
        "mental_health",
    }


@pytest.mark.parametrize(
    "text",
    ["my rent is late", "the rent's overdue again", "late on the rent", "ma rents late",
     "my mortgage is late", "im short for the rent", "slipped on my rent"],
)  # fmt: skip
def test_rent_that_is_late_is_about_the_home_and_money(text):
    assert set(detect(text).needs) == {"money", "housing"}


@pytest.mark.parametrize("text", ["im late with the gas bill", "late paying the electric"])
def test_a_late_bill_for_power_is_about_power(text):
    assert detect(text).needs == ("energy",)


@pytest.mark.parametrize(
    "text",
    ["i need a cooker", "ma cooker is bust", "need a washing machine", "the weans have nae shoes",
     "school uniform is too dear", "i need furniture", "phone bill too dear",
     "nae fridge", "the kids need winter coats", "uniform grant"],
)  # fmt: skip
def test_what_a_household_lacks_is_about_money(text):
    found = detect(text)
    assert ("money" in found.needs, found.risk) == (True, "none")


@pytest.mark.parametrize(
    "text", ["sorry im running late", "library book is overdue", "my baby is due friday"]
)
def test_what_else_is_late_is_no_need(text):
    assert detect(text).needs == ()


def test_grief_that_takes_sleep_and_appetite_is_no_want_of_food():
    found = detect("cant sleep cant eat since my mum passed").needs
    assert "bereavement" in found
    assert "food" not in found


def test_who_takes_no_interest_in_repairs_is_no_low_mood():
    text = "mould in my weans room, housing association no interested"
    assert detect(text).needs == ("housing",)
