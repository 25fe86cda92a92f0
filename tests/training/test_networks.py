"""Networks side by side say what each says alone, and what transformers' own say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

import torch
import transformers

from bot.training.device import DEVICE
from bot.training.encoders import Encoders
from bot.training.networks import HEAD, Networks
from bot.training.pretrained import shape_of, weights_of
from bot.training.recipe import Recipe
from bot.training.relative_places import relative_places

pytestmark = pytest.mark.filterwarnings("ignore")

WHOLE = Recipe(seed=5)
TEXTS = ["skint", "the landlord wants me oot and i cannae pay", "ok", "a " * 200]


def filled(lengths, tokens, filling):
    """Ids by chance and their mask, `[texts, tokens]`."""
    mask = (torch.arange(tokens) < torch.tensor(lengths)[:, None]).long()
    drawn = torch.randint(4, 50, mask.shape, generator=torch.Generator().manual_seed(1))
    return torch.where(mask > 0, drawn, filling).to(DEVICE), mask.to(DEVICE)


@pytest.mark.parametrize("encoder", ["bert", "mpnet"], indirect=True)
@pytest.mark.parametrize("tokens", [7, 128])
def test_encoders_side_by_side_say_what_transformers_own_say(encoder, tokens):
    theirs = transformers.AutoModel.from_pretrained(
        encoder, add_pooling_layer=False, attn_implementation="eager"
    )
    theirs = theirs.eval().to(DEVICE)
    shape, weights = shape_of(encoder, WHOLE), weights_of(encoder, WHOLE)
    # Another stands before it, so that a weight of the wrong one would be seen.
    two = {
        name: torch.stack([torch.randn_like(weight), weight]).to(DEVICE)
        for name, weight in weights.items()
    }
    ids, mask = filled([tokens, 3, tokens - 2], tokens, shape.filling)

    with torch.no_grad():
        wanted = theirs(input_ids=ids, attention_mask=mask).last_hidden_state
        of_both = Encoders(shape, two, torch.float32).states(
            ids.expand(2, -1, -1), mask.expand(2, -1, -1), dropout=0.0
        )

    apart = (of_both[1] - wanted).abs() * mask.unsqueeze(-1)
    assert float(apart.max()) < 1e-5
    assert float((of_both[0] - wanted).abs().max()) > 0.1


def test_places_are_told_apart_before_and_after_and_far_ones_alike():
    places = relative_places(128)

    assert places[40, 40] == 0
    assert len(set(places[40, 33:48].tolist())) == 15
    assert places[0, 120] == places[0, 127] != places[127, 0]


@pytest.mark.parametrize("encoder", ["bert", "mpnet"], indirect=True)
def test_some_layers_and_the_inner_units_that_weigh_most_are_kept(encoder):
    whole = weights_of(encoder, WHOLE)
    recipe = replace(WHOLE, layers=(0, 2), inner_width=10)
    weights = weights_of(encoder, recipe)

    assert shape_of(encoder, recipe).layers == 2
    assert not [name for name in weights if name.startswith("encoder.layer.2.")]
    name = "intermediate.dense.weight"
    rows = {tuple(row) for row in whole[f"encoder.layer.2.{name}"].tolist()}
    kept = {tuple(row) for row in weights[f"encoder.layer.1.{name}"].tolist()}
    assert len(kept) == 10
    assert kept < rows
    assert weights["encoder.layer.1.output.dense.weight"].shape == (24, 10)


def test_what_all_say_is_what_each_says_alone_whatever_is_read_beside_it(encoder):
    networks = Networks.begin(encoder, WHOLE, 3)

    together = networks.logits(TEXTS)

    assert together.shape == (3, len(TEXTS), 17)
    assert not np.allclose(together[0], together[1], atol=1e-2)
    for place in range(3):
        for row, text in enumerate(TEXTS):
            alone = networks.only(place).logits([text])
            assert np.allclose(alone[0, 0], together[place, row], atol=2e-2)


def test_a_mean_of_branches_is_their_mean(encoder):
    networks = Networks.begin(encoder, WHOLE, 2)
    branches = networks.branched(3)
    for number in range(6):
        branches.weights["head.bias"][number] += number

    means = branches.means(3)

    assert len(branches) == 6
    assert means.weights["head.bias"][:, 0].tolist() == [1, 4]
    for name, weight in networks.weights.items():
        if name != "head.bias":
            assert torch.allclose(means.weights[name], weight), name


def test_branches_and_means_have_weights_of_their_own(encoder):
    networks = Networks.begin(encoder, WHOLE, 1)
    before = {name: weight.clone() for name, weight in networks.weights.items()}
    for other in (networks.branched(1), networks.means(1)):
        for weight in other.weights.values():
            weight.zero_()

    assert all(torch.equal(networks.weights[name], before[name]) for name in before)


def test_the_same_seed_begins_with_the_same_heads(encoder):
    one, same = (Networks.begin(encoder, WHOLE, 2) for _ in range(2))
    next_seed = Networks.begin(encoder, replace(WHOLE, seed=6), 1)

    for name in HEAD:
        assert torch.equal(one.weights[name], same.weights[name])
        assert torch.equal(one.weights[name][1], next_seed.weights[name][0])
