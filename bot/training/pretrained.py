"""The pretrained encoder that a training begins from: its shape, and its weights by their names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from torch import Tensor
from transformers import AutoConfig, AutoModel

from bot.training.recipe import Recipe

Weights: TypeAlias = dict[str, Tensor]
"""By the names that transformers gives them."""
BERT: Final = "bert"
MPNET: Final = "mpnet"
_OF_A_LAYER: Final = re.compile(r"encoder\.layer\.(\d+)\.(.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Of an encoder, so far as its weights do not tell it."""

    folder: Path
    """Where it was read from, with its tokenizer."""
    kind: str
    """BERT or MPNET."""
    layers: int
    heads: int
    filling: int
    """The token that shorter texts are filled up with."""
    least_variance: float
    """Added to each variance, so that nothing is divided by none."""


def shape_of(folder: Path, recipe: Recipe) -> Shape:
    """Raises ValueError where the encoder in `folder` is of another kind."""
    config = AutoConfig.from_pretrained(folder)
    if config.model_type not in (BERT, MPNET):
        raise ValueError(config.model_type)
    return Shape(
        folder=folder,
        kind=config.model_type,
        layers=config.num_hidden_layers if recipe.layers is None else len(recipe.layers),
        heads=config.num_attention_heads,
        filling=config.pad_token_id,
        least_variance=config.layer_norm_eps,
    )


def weights_of(folder: Path, recipe: Recipe) -> Weights:
    """Of the whole encoder, or of some layers of it, each narrowed to the inner units that weigh
    most."""
    encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False)
    weights = {name: weight.float() for name, weight in encoder.state_dict().items()}
    if recipe.layers is not None:
        weights = _some_layers(weights, recipe.layers)
    if recipe.inner_width is not None:
        for layer in range(shape_of(folder, recipe).layers):
            _narrow(weights, f"encoder.layer.{layer}", recipe.inner_width)
    return weights


def _some_layers(weights: Mapping[str, Tensor], layers: tuple[int, ...]) -> Weights:
    found: Weights = {}
    for name, weight in weights.items():
        match = _OF_A_LAYER.fullmatch(name)
        if match is None:
            found[name] = weight
        elif int(match[1]) in layers:
            found[f"encoder.layer.{layers.index(int(match[1]))}.{match[2]}"] = weight
    return found


def _narrow(weights: Weights, layer: str, width: int) -> None:
    """Keep the inner units whose way in and way out weigh most: the others add little."""
    way_in, way_out = f"{layer}.intermediate.dense", f"{layer}.output.dense"
    weight = weights[f"{way_in}.weight"].norm(dim=1) * weights[f"{way_out}.weight"].norm(dim=0)
    kept = weight.topk(width).indices.sort().values
    weights[f"{way_in}.weight"] = weights[f"{way_in}.weight"][kept]
    weights[f"{way_in}.bias"] = weights[f"{way_in}.bias"][kept]
    weights[f"{way_out}.weight"] = weights[f"{way_out}.weight"][:, kept]
