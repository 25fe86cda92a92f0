"""Encoders of one shape side by side: each weight holds those of all, so that one product does all.

On a large graphics card most of a step's time goes on starting products, not on reckoning them:
four encoders in one product take little more than one. Shapes are BERT's and MPNet's, and what they
say is what transformers' own say.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor

from bot.training.device import DEVICE, SHORT
from bot.training.pretrained import BERT, MPNET, Shape, Weights
from bot.training.relative_places import relative_places

_NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    BERT: {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "norm": "attention.output.LayerNorm",
    },
    MPNET: {
        "query": "attention.attn.q",
        "key": "attention.attn.k",
        "value": "attention.attn.v",
        "out": "attention.attn.o",
        "norm": "attention.LayerNorm",
    },
}
NOT_LOOKED_AT: Final = -1e4
"""Added to the look at a token that only fills up: nothing of it is left."""


class Encoders:
    """Weights `[encoders, …]`; what comes in and goes out has the same first axis."""

    def __init__(self, shape: Shape, weights: Weights, short: torch.dtype = SHORT) -> None:
        self.shape = shape
        self.weights = weights
        self.short = short

    def states(self, ids: Tensor, mask: Tensor, dropout: float) -> Tensor:
        """From `[encoders, texts, tokens]` to a state of each token, `[…, width]`; a share of
        `dropout` of what goes from layer to layer is left out."""
        states = self._norm(self._embedded(ids, mask), "embeddings.LayerNorm")
        states = left_out(states, dropout)
        bias = self._bias(mask)
        for number in range(self.shape.layers):
            states = self._layer(states, bias, f"encoder.layer.{number}.", dropout)
        return states

    def _embedded(self, ids: Tensor, mask: Tensor) -> Tensor:
        tokens = ids.shape[-1]
        words = self._rows("embeddings.word_embeddings.weight", ids)
        places = "embeddings.position_embeddings.weight"
        if self.shape.kind == MPNET:
            at = torch.arange(tokens, device=DEVICE) + self.shape.filling + 1
            filling = torch.full_like(ids, self.shape.filling)
            return words + self._rows(places, torch.where(mask > 0, at, filling))
        kinds = self.weights["embeddings.token_type_embeddings.weight"][:, 0]
        return words + self.weights[places][:, :tokens].unsqueeze(1) + kinds[:, None, None]

    def _bias(self, mask: Tensor) -> Tensor:
        """What is added to each look, `[encoders, texts, 1 or heads, 1 or tokens, tokens]`."""
        bias = (1.0 - mask.float())[:, :, None, None, :] * NOT_LOOKED_AT
        if self.shape.kind == MPNET:
            tokens = mask.shape[-1]
            near = self.weights["encoder.relative_attention_bias.weight"]
            near = near[:, relative_places(tokens).reshape(-1)]
            near = near.view(len(near), tokens, tokens, self.shape.heads)
            bias = bias + near.permute(0, 3, 1, 2).unsqueeze(1)
        return bias

    def _layer(self, states: Tensor, bias: Tensor, layer: str, dropout: float) -> Tensor:
        seen = self._attention(states, bias, layer, dropout)
        norm = layer + _NAMES[self.shape.kind]["norm"]
        states = self._norm(states + seen.view(states.shape), norm)
        inner = F.gelu(self._product(states.flatten(1, 2), layer + "intermediate.dense"))
        out = left_out(self._product(inner, layer + "output.dense"), dropout)
        return self._norm(states + out.view(states.shape), layer + "output.LayerNorm")

    def _attention(self, states: Tensor, bias: Tensor, layer: str, dropout: float) -> Tensor:
        encoders, texts, tokens, width = states.shape
        heads, names = self.shape.heads, _NAMES[self.shape.kind]
        flat = states.flatten(1, 2)
        query, key, value = (
            self._product(flat, layer + names[part])
            .view(encoders * texts, tokens, heads, width // heads)
            .transpose(1, 2)
            for part in ("query", "key", "value")
        )
        looks = torch.matmul(query, key.transpose(-1, -2)).float() / math.sqrt(width // heads)
        looks = (looks.view(encoders, texts, heads, tokens, tokens) + bias).flatten(0, 1)
        shares = left_out(torch.softmax(looks, -1), dropout).to(self.short)
        seen = torch.matmul(shares, value).transpose(1, 2).reshape(encoders, -1, width)
        return left_out(self._product(seen, layer + names["out"]), dropout)

    def _product(self, flat: Tensor, name: str) -> Tensor:
        """`[encoders, rows, in]` to `[encoders, rows, out]`, in short floats."""
        weight = self.weights[f"{name}.weight"].to(self.short)
        bias = self.weights[f"{name}.bias"].to(self.short)
        return torch.baddbmm(bias.unsqueeze(1), flat.to(self.short), weight.transpose(1, 2))

    def _norm(self, states: Tensor, name: str) -> Tensor:
        even = F.layer_norm(states.float(), states.shape[-1:], eps=self.shape.least_variance)
        weight, bias = self.weights[f"{name}.weight"], self.weights[f"{name}.bias"]
        return even * weight[:, None, None] + bias[:, None, None]

    def _rows(self, name: str, places: Tensor) -> Tensor:
        """Of each encoder's own table, `[encoders, rows, width]`, the rows at its places."""
        table = self.weights[name]
        encoders, rows, width = table.shape
        begin = (torch.arange(encoders, device=DEVICE) * rows).view(encoders, 1, 1)
        found = table.flatten(0, 1).index_select(0, (places + begin).reshape(-1))
        return found.view(*places.shape, width)


def left_out(states: Tensor, dropout: float) -> Tensor:
    """With this share of them put to nothing, drawn anew each time."""
    return F.dropout(states, dropout, training=True) if dropout else states
