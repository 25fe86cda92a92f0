"""The network: a small sentence encoder, and for each label the words that it looks at.

Each label has its own attention over the tokens, so that one phrase at the end of a long message
counts in full, and what a token adds to a label is known exactly: attention times value.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import torch
from torch import Tensor, nn
from transformers import BertModel

from bot.understanding.detection import NEEDS
from bot.understanding.model.signals import RISK_LEVELS

OUTPUTS: Final = (*NEEDS, *RISK_LEVELS)


class Network(nn.Module):
    """`[batch, tokens]` ids and mask to logits `[batch, 17]`: 13 needs, then 4 levels of risk."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        width: int = encoder.config.hidden_size
        self.attention = nn.Linear(width, len(OUTPUTS), bias=False)
        self.value = nn.Linear(width, len(OUTPUTS), bias=False)
        self.bias = nn.Parameter(torch.zeros(len(OUTPUTS)))
        self.dropout = nn.Dropout(0.1)

    @classmethod
    def begin(cls, folder: Path, layers: Sequence[int], inner_width: int) -> Network:
        """A fresh head on these layers of the pretrained encoder in `folder`, each narrowed to
        the `inner_width` units that weigh most."""
        encoder = BertModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation="eager"
        )
        kept = [encoder.encoder.layer[number] for number in layers]
        for layer in kept:
            _narrow(layer, inner_width)
        encoder.encoder.layer = nn.ModuleList(kept)
        return cls(encoder)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        return self.parts(ids, mask).sum(dim=1) + self.bias

    def parts(self, ids: Tensor, mask: Tensor) -> Tensor:
        """What each token adds to each logit, `[batch, tokens, 17]`."""
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        states = self.dropout(states)
        looks = self.attention(states).masked_fill(mask.unsqueeze(-1) == 0, -1e4)
        parts: Tensor = torch.softmax(looks, dim=1) * self.value(states)
        return parts


def _narrow(layer: nn.Module, width: int) -> None:
    """Keep the inner units whose way in and way out weigh most: the others add little."""
    way_in, way_out = layer.intermediate.dense, layer.output.dense
    weight = way_in.weight.norm(dim=1) * way_out.weight.norm(dim=0)
    kept = weight.topk(width).indices.sort().values
    narrow_in = nn.Linear(way_in.in_features, width)
    narrow_out = nn.Linear(width, way_out.out_features)
    with torch.no_grad():
        narrow_in.weight.copy_(way_in.weight[kept])
        narrow_in.bias.copy_(way_in.bias[kept])
        narrow_out.weight.copy_(way_out.weight[:, kept])
        narrow_out.bias.copy_(way_out.bias)
    layer.intermediate.dense, layer.output.dense = narrow_in, narrow_out
