"""Conditions: what they mean, what is refused, and where pypred agrees."""

from __future__ import annotations

import warnings
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.conditions import ConditionError, Names, compile_condition

NAMES = Names(
    slots={
        "t": "text",
        "u": "text",
        "b": "bool",
        "d": "bool",
        "n": "float",
        "m": "float",
        "c": "categorical",
        "x": "any",
        "l": "list",
        "is_new": "bool",
        "order": "text",
    },
    categories={"c": ("debt", "bills")},
    context=frozenset({"collect", "reason", "options"}),
)


def holds(text: str, context: dict[str, Any] | None = None, **slots: Any) -> bool:
    return compile_condition(text, NAMES).holds(slots, context or {})


@pytest.mark.parametrize(
    ("text", "slots", "expected"),
    [
        # truth: null, false, 0, "" and [] are false
        ("slots.t", {"t": None}, False),
        ("slots.t", {"t": ""}, False),
        ("slots.t", {"t": "no"}, True),
        ("slots.b", {"b": False}, False),
        ("slots.n", {"n": 0.0}, False),
        ("slots.n >= .5", {"n": 0.5}, True),
        ("slots.n = 1e3", {"n": 1000.0}, True),
        ("slots.l", {"l": []}, False),
        ("slots.l", {"l": [0]}, True),
        ("not slots.b", {"b": None}, True),
        ("False", {}, False),
        ("TRUE", {}, True),
        # equality by value and case
        ("slots.t = 'Yes'", {"t": "yes"}, False),
        ('slots.t == "yes"', {"t": "yes"}, True),
        ("slots.t is 'yes'", {"t": "yes"}, True),
        ("slots.t IS NOT 'yes'", {"t": "no"}, True),
        ("slots.t != 'yes'", {"t": None}, True),
        ("slots.b = true", {"b": 1}, False),
        ("slots.x = 1", {"x": True}, False),
        ("slots.x = '1'", {"x": 1}, False),
        ("slots.n = 3", {"n": 3}, True),
        ("slots.t = slots.u", {"t": "a", "u": "a"}, True),
        # null, empty, undefined
        ("slots.b is null", {"b": None}, True),
        ("slots.b is null", {"b": False}, False),
        ("slots.b is not null", {"b": False}, True),
        ("slots.t is empty", {"t": ""}, True),
        ("slots.t is empty", {"t": None}, False),
        ("slots.l is empty", {"l": []}, True),
        ("slots.l is not empty", {"l": None}, True),
        # order: null on either side is false, and ISO dates are text
        ("slots.n < 3", {"n": None}, False),
        ("slots.n >= 3", {"n": None}, False),
        ("slots.n < slots.m", {"n": 1, "m": None}, False),
        ("slots.n <= 3", {"n": 3}, True),
        ("slots.n > -1.5", {"n": -1}, True),
        ("slots.t < '2026-03-01'", {"t": "2026-02-28"}, True),
        ("slots.x < 3", {"x": "2"}, False),
        # contains
        ("{'better' 'same'} contains slots.t", {"t": "same"}, True),
        ("{'better' 'same'} contains slots.t", {"t": None}, False),
        ("slots.l contains 'money'", {"l": ["money"]}, True),
        ("slots.l contains 'money'", {"l": None}, False),
        ("slots.t contains 'Land'", {"t": "landlord"}, False),
        ("slots.t contains 'land'", {"t": "landlord"}, True),
        ("{} contains slots.t", {"t": "x"}, False),
        # matches: anywhere, unless anchored
        (r"slots.t matches '\d{4}'", {"t": "in 1951"}, True),
        (r"slots.t matches '^\d{4}$'", {"t": "in 1951"}, False),
        ("slots.t matches '(?i)YES'", {"t": "oh yes"}, True),
        ("slots.t matches 'x'", {"t": None}, False),
        # binding: a comparison is tighter than not, not is tighter than and
        ("not slots.t = 'a'", {"t": "b"}, True),
        ("not slots.b and slots.d", {"b": False, "d": True}, True),
        ("not slots.b and slots.d", {"b": True, "d": False}, False),
        ("not (slots.b and slots.d)", {"b": True, "d": False}, True),
        ("slots.b or slots.d or slots.t", {"t": "x"}, True),
        ("(slots.b and slots.d) or slots.t", {"t": "x"}, True),
        ("slots.b and (slots.d or slots.t)", {"t": "x"}, False),
        # names that only begin like keywords
        ("slots.is_new and slots.order = 'x'", {"is_new": True, "order": "x"}, True),
        ("slots.b\n  and\n  slots.d", {"b": True, "d": True}, True),
    ],
)
def test_a_condition_means_what_its_author_reads(text, slots, expected):
    assert holds(text, **slots) is expected


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        ("slots.{{context.collect}}", {"collect": "t"}, True),
        ("slots.{{ context.collect }} is null", {"collect": "u"}, True),
        ("{{context.reason}} = 'why'", {"reason": "why"}, True),
        ("context.reason = 'why'", {"reason": "why"}, True),
        ("context.options is undefined", {}, True),
        ("context.options is undefined", {"options": None}, False),
        ("context.options", {}, False),
    ],
)
def test_a_pattern_reads_its_own_context(text, context, expected):
    assert holds(text, context, t="x", u=None) is expected


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("slots.b and slots.d or slots.t", "parentheses"),
        ("slots.b or slots.d and slots.t", "parentheses"),
        ("consent = 'yes'", "write slots.consent"),
        ("a = b", "write slots.a"),
        ("slots.nope", "not declared"),
        ("slots.ordr = 'x'", "did you mean 'order'"),
        ("context.rason = 'x'", "did you mean 'reason'"),
        ("slots.t = 3", "never equal"),
        ("slots.n = 'three'", "never equal"),
        ("slots.b = slots.t", "never equal"),
        ("slots.b > slots.d", "no order"),
        ("slots.n < 'x'", "cannot be compared"),
        ("slots.t > null", "no order"),
        ("slots.t matches '/yes/i'", "(?i)yes"),
        ("slots.n matches 'x'", "is not text"),
        ("slots.t matches '('", "not a regex"),
        ("slots.n contains 'x'", "cannot contain"),
        ("{'a', 'b'} contains slots.t", "without commas"),
        ("slots.t =", "breaks off"),
        ("slots.t 'x'", "out of place"),
        ("and", "out of place"),
        ("", "empty"),
        ("slots.t = None", "write 'null' for 'None'"),
        ("slots.", "'slots.' names nothing"),
        ("'{{context.rason}}' = 'x'", "did you mean 'reason'"),
        ("slots.t = 'a {{context.reason}}'", "nothing is filled in there"),
    ],
)
def test_a_wrong_condition_is_refused_with_a_sentence(text, part):
    with pytest.raises(ConditionError) as caught:
        compile_condition(text, NAMES)
    assert part in str(caught.value)


def test_a_value_that_a_category_lacks_is_pointed_out():
    condition = compile_condition("slots.c = 'debts'", NAMES)
    assert condition.warnings == ("slots.c is never 'debts' (did you mean 'debt'?)",)
    assert compile_condition("slots.c = 'debt'", NAMES).warnings == ()


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("{'a' 'b'} contains slots.n", "slots.n (number) is never 'a' (text)"),
        ("{1 true} contains slots.t", "slots.t (text) is never true (bool)"),
        ("{'debt' 'debts'} contains slots.c", "slots.c is never 'debts' (did you mean 'debt'?)"),
        ("slots.n is empty", "slots.n (number) is never empty: write 'is null'"),
        ("slots.b is not empty", "slots.b (bool) is never empty: write 'is null'"),
    ],
)
def test_what_can_never_be_true_is_pointed_out(text, warning):
    assert warning in compile_condition(text, NAMES).warnings


@pytest.mark.parametrize(
    "text",
    [
        "{1 2} contains slots.n",
        "{'a' null} contains slots.t",
        "{1 'a'} contains slots.x",
        "slots.c > 'a'",
        "slots.t is empty",
        "slots.l is empty",
    ],
)
def test_what_may_be_true_is_left_alone(text):
    assert compile_condition(text, NAMES).warnings == ()


def test_a_property_in_quotes_is_that_property():
    for text in ("'{{context.reason}}' = 'a b'", "\"{{ context.reason }}\" is 'a b'"):
        assert holds(text, {"reason": "a b"})
        assert not holds(text, {"reason": "c"})


def test_a_condition_says_which_slots_it_names():
    assert compile_condition("slots.b and slots.t = 'x'", NAMES).slots == {"b", "t"}
    assert compile_condition("slots.{{context.collect}}", NAMES).is_dynamic


# -- the oracle: where both define a meaning, both must have the same

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from pypred import Predicate

_TEXT = st.sampled_from(["", "a", "b", "ab"])
_NUMBER = st.sampled_from([-1.0, 0.0, 1.0, 2.5])


def _comparisons() -> st.SearchStrategy[str]:
    text = st.builds(
        "slots.{} {} '{}'".format,
        st.sampled_from(["t", "u"]),
        st.sampled_from(["=", "==", "!=", "is", "is not", "contains"]),
        st.sampled_from(["a", "b", "ab"]),
    )
    number = st.builds(
        "slots.{} {} {}".format,
        st.sampled_from(["n", "m"]),
        st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
        st.sampled_from(["-1", "0", "1", "2.5"]),
    )
    truth = st.sampled_from(["slots.b", "slots.d", "slots.t", "slots.n", "true", "false"])
    empty = st.sampled_from(["slots.t is empty", "slots.t is null", "slots.l is empty"])
    sets = st.sampled_from(["{'a' 'b'} contains slots.t", "slots.t matches '^a'"])
    return text | number | truth | empty | sets


def _joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    negated = st.builds("not ({})".format, inner)
    both = st.builds("({}) and ({})".format, inner, inner)
    either = st.builds("({}) or ({})".format, inner, inner)
    return negated | both | either


_CONDITIONS = st.recursive(_comparisons(), _joined, max_leaves=6)
_SLOTS = st.fixed_dictionaries(
    {
        "t": _TEXT,
        "u": _TEXT,
        "b": st.booleans(),
        "d": st.booleans(),
        "n": _NUMBER,
        "m": _NUMBER,
        "l": st.lists(_TEXT, max_size=2),
    }
)


@settings(max_examples=150)
@given(text=_CONDITIONS, slots=_SLOTS)
def test_pypred_agrees_where_no_slot_is_null(text, slots):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = bool(Predicate(text).evaluate({"slots": slots}))
    assert holds(text, **slots) is expected


@settings(max_examples=150)
@given(text=_CONDITIONS, slots=st.dictionaries(st.sampled_from("tubdnml"), st.none()))
def test_no_condition_raises_where_slots_are_null(text, slots):
    assert holds(text, **slots) in (True, False)
