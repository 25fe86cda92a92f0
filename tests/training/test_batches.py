"""Which forms are read in one step."""

from __future__ import annotations

import numpy as np
import pytest

from bot.training.batches import WIDTHS, batches, steps_of, width_of
from bot.understanding.model.trained_model import MOST_TOKENS


def order(seed):
    return np.random.default_rng(seed)


def drawn(lengths, size, seed=1):
    orders = [order(seed + place) for place in range(len(lengths))]
    return list(batches(lengths, size, orders, order(seed)))


LENGTHS = order(9).integers(3, 128, 1000)


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
@pytest.mark.parametrize("forms", [1, 50, 64, 999, 1000])
def test_there_are_as_many_steps_as_is_reckoned(forms, size):
    if size <= forms:
        assert len(drawn([LENGTHS[:forms]], size)) == steps_of(forms, size) >= 1


def test_each_form_is_read_once_at_most_in_a_pass_and_nearly_all_are():
    for places in np.concatenate(drawn([LENGTHS, LENGTHS[::-1]], 32), axis=1):
        assert len(set(places.tolist())) == len(places)
        assert 1000 - 32 < len(places) <= 1000


def test_of_a_network_that_has_more_forms_so_many_are_read():
    steps = drawn([LENGTHS, LENGTHS[:90]], 30)

    assert sorted(np.concatenate(steps, axis=1)[1].tolist()) == list(range(90))
    assert max(np.concatenate(steps, axis=1)[0].tolist()) > 500


def test_texts_of_a_step_are_about_as_long_for_all_networks():
    whole = np.ptp(LENGTHS)
    for places in drawn([LENGTHS, LENGTHS[::-1].copy()], 50):
        lengths = np.concatenate([LENGTHS[places[0]], LENGTHS[::-1][places[1]]])
        assert np.ptp(lengths) < whole / 4


def test_a_network_reads_in_the_same_order_whatever_learns_beside_it():
    alone = [places[0].tolist() for places in drawn([LENGTHS], 40)]
    beside = [places[0].tolist() for places in drawn([LENGTHS, LENGTHS], 40)]

    assert alone == beside != [places[0].tolist() for places in drawn([LENGTHS], 40, seed=2)]


def test_every_text_has_a_width():
    assert WIDTHS[-1] == MOST_TOKENS
    assert [width_of(tokens) for tokens in (1, 8, 9, 128)] == [8, 8, 12, 128]
