from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.stretches import Stretches

SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda one: (one[0], sum(one))), max_size=8
)


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@given(spans=SPANS, asked=SPANS)
def test_an_overlap_is_found_as_by_asking_each(
    spans: list[tuple[int, int]], asked: list[tuple[int, int]]
) -> None:
    kept = Stretches(spans)
    for one in asked:
        assert kept.overlap(*one) == any(overlap(one, other) for other in spans)


@given(spans=SPANS)
def test_those_kept_apart_overlap_none_that_came_before(spans: list[tuple[int, int]]) -> None:
    kept, mine = Stretches(), list[tuple[int, int]]()
    for one in spans:
        is_apart = not any(overlap(one, other) for other in mine)
        assert kept.add_apart(*one) == is_apart
        if is_apart:
            mine.append(one)
