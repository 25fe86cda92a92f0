"""Networks that learn side by side come to what each comes to alone."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

import torch

from bot.training.fit import learn, taught
from bot.training.gathered import gathered
from bot.training.kept import kept
from bot.training.lessons import by_labels
from bot.training.messages import Labelled
from bot.training.networks import Networks
from bot.training.passes import draw, drawing
from bot.training.recipe import Recipe
from bot.training.rows import rows_of
from bot.understanding.detection import NEEDS

pytestmark = [pytest.mark.timeout(300), pytest.mark.filterwarnings("ignore")]

PLAIN = Recipe(seed=7, passes=3, batch=8, encoder_rate=2e-3, dropout=0.0, joined=0.2, hurried=0.2)
WORDS = ("skint", "rent", "cold", "lonely", "sore", "pal", "the wean", "oot", "and", "nae")


def messages(seed, count=40):
    rng = random.Random(seed)
    texts = [" ".join(rng.choices(WORDS, k=rng.randint(1, 9))) for _ in range(count)]
    return [
        Labelled(
            text=text,
            needs=frozenset({"money"} if "skint" in text else ()),
            risk="crisis" if "lonely" in text else "none",
            voice="one",
        )
        for text in texts
    ]


def in_whole(networks):
    """The same in floats of 32 bits, so that what differs is not only rounding."""
    return Networks(networks.shape, networks.weights, torch.float32)


def learnt(networks, lessons, recipe, folder):
    """Taught in this very process."""
    networks = in_whole(networks)
    passes = [
        [
            draw(lesson, folder, f"{recipe.seed + place} {number}")
            for place, lesson in enumerate(lessons)
        ]
        for number in range(recipe.passes)
    ]
    learn(networks, passes, min(lesson.size for lesson in lessons), recipe, "some")
    return networks


@pytest.mark.parametrize("encoder", ["bert", "mpnet"], indirect=True)
def test_side_by_side_each_comes_to_what_it_comes_to_alone(encoder):
    lessons = [by_labels(messages(seed), PLAIN) for seed in (1, 2)]
    begun = Networks.begin(encoder, PLAIN, 2)
    both = learnt(begun.branched(1), lessons, PLAIN, encoder)

    for place in range(2):
        recipe = replace(PLAIN, seed=PLAIN.seed + place)
        alone = learnt(Networks.begin(encoder, recipe, 1), [lessons[place]], recipe, encoder)
        for name, weight in alone.weights.items():
            # The bias of keys adds as much to every look: its slope is noise, and so is its way.
            if not name.endswith(("self.key.bias", "attn.k.bias")):
                assert torch.allclose(both.weights[name][place], weight[0], atol=2e-3), name
                assert not torch.equal(both.weights[name][place], begun.weights[name][place])


def test_it_learns_what_it_is_taught(encoder, capsys):
    recipe = replace(PLAIN, passes=12, joined=0, hurried=0, head_rate=2e-2)
    networks = taught(encoder, [(recipe, [by_labels(messages(1), recipe)])], "a student")

    said = networks.logits(["skint", "rent"])[0][:, NEEDS.index("money")]
    assert said[0] > said[1]
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 12
    first, last = (float(line.split("loss ")[1].split(",")[0]) for line in printed[::11])
    assert last < first / 2


def test_a_round_in_branches_comes_to_the_mean_of_what_each_comes_to(encoder, monkeypatch):
    rounds = [(replace(PLAIN, passes=1, branches=b, seed=b), None) for b in (1, 3)]
    rounds = [(recipe, [by_labels(messages(1), recipe)]) for recipe, _ in rounds]
    ends = []

    def watched(networks, *rest):
        learn(networks, *rest)
        ends.append({name: weight.detach().clone() for name, weight in networks.weights.items()})

    monkeypatch.setattr("bot.training.fit.learn", watched)
    shipped = taught(encoder, rounds, "a student")

    first, branches = ends
    assert len(first["head.bias"]) == len(shipped) == 1
    for name, weight in shipped.weights.items():
        assert torch.allclose(weight[0], branches[name].mean(dim=0), atol=1e-6)
        assert not torch.equal(branches[name][0], branches[name][1])


def test_each_branch_is_shown_forms_of_its_own_and_each_time_the_same(encoder):
    recipe = replace(PLAIN, passes=2, branches=2)
    lesson = by_labels(messages(1), recipe)

    def shown():
        with drawing([(recipe, [lesson])], encoder) as (passes,):
            return [[one.rows.ids.tolist() for one in each] for each in passes]

    first = shown()
    assert [len(each) for each in first] == [2, 2]
    assert len({str(ids) for each in first for ids in each}) == 4
    assert first == shown()


def test_a_batch_is_the_texts_at_its_places_and_what_they_are_to_be_read_as(encoder):
    lessons = [by_labels(messages(seed, count), PLAIN) for seed, count in ((1, 12), (2, 9))]
    passes = [draw(lesson, encoder, "1") for lesson in lessons]
    steps = [np.array([[3, 11, 0], [8, 2, 5]]), np.array([[1, 2, 4], [0, 1, 3]])]

    for places, batch in zip(steps, gathered(passes, steps, filling=0), strict=True):
        assert batch.ids.shape == batch.mask.shape
        for network, (row, one) in enumerate(zip(places, passes, strict=True)):
            for column, place in enumerate(row):
                start, length = one.rows.starts[place], one.rows.lengths[place]
                ids = batch.ids[network, column].tolist()
                assert ids[:length] == one.rows.ids[start : start + length].tolist()
                assert set(ids[length:]) <= {0}
                assert batch.mask[network, column].sum() == length
                assert np.array_equal(batch.wanted[network, column].cpu(), one.wanted[place])


def test_a_long_text_is_read_from_its_beginning(encoder):
    rows = rows_of(["ok", "a " * 300], encoder)

    assert rows.lengths.tolist() == [4, 128]
    assert rows.starts.tolist() == [0, 4]


def test_fewer_messages_than_a_batch_are_one_batch(encoder, capsys):
    recipe = replace(PLAIN, batch=64)
    learnt(Networks.begin(encoder, recipe, 1), [by_labels(messages(1), recipe)], recipe, encoder)

    assert "nan" not in capsys.readouterr().out


def test_what_is_kept_is_what_was_taught(encoder, tmp_path):
    networks = Networks.begin(encoder, PLAIN, 2)
    kept(lambda: networks, networks.shape, "mark", tmp_path / "work")
    again = kept(lambda: pytest.fail("taught twice"), networks.shape, "mark", tmp_path / "work")

    assert np.array_equal(again.logits(["skint"]), networks.logits(["skint"]))
