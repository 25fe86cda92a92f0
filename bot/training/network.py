"""The network: a sentence encoder, and for each label the words that it looks at.

Each label has its own attention over the tokens, so that one phrase at the end of a long message
counts in full, and what a token adds to a label is known exactly: attention times value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from bot.training.recipe import Recipe
from bot.understanding.detection import NEEDS
from bot.understanding.model.signals import RISK_LEVELS, Floats
from bot.understanding.model.trained_model import MOST_TOKENS

OUTPUTS: Final = (*NEEDS, *RISK_LEVELS)
DEVICE: Final = torch.device("cuda" if torch.cuda.is_available() else "cpu")
_AT_ONCE: Final = 256
_IS_FAST_IN_SHORT: Final = DEVICE.type == "cuda" or any(
    torch.cpu.get_capabilities().get(name) for name in ("avx512_bf16", "amx_bf16")
)


class Network(nn.Module):
    """`[batch, tokens]` ids and mask to logits `[batch, 17]`: 13 needs, then 4 levels of risk."""

    def __init__(self, encoder: Any, tokenizer: Tokenizer) -> None:
        super().__init__()
        self.encoder = encoder
        self.tokenizer = tokenizer
        width: int = encoder.config.hidden_size
        self.attention = nn.Linear(width, len(OUTPUTS), bias=False)
        self.value = nn.Linear(width, len(OUTPUTS), bias=False)
        self.bias = nn.Parameter(torch.zeros(len(OUTPUTS)))
        self.dropout = nn.Dropout(0.1)

    @classmethod
    def begin(cls, folder: Path, recipe: Recipe) -> Network:
        """A fresh head on the pretrained encoder in `folder`, or on some layers of it, each
        narrowed to the inner units that weigh most. The same seed gives the same head."""
        torch.manual_seed(recipe.seed)
        encoder = AutoModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation="eager"
        )
        if recipe.layers is not None:
            encoder.encoder.layer = nn.ModuleList(
                encoder.encoder.layer[number] for number in recipe.layers
            )
        if recipe.inner_width is not None:
            for layer in encoder.encoder.layer:
                _narrow(layer, recipe.inner_width)
        network = cls(encoder, tokenizer_of(folder))
        network.to(DEVICE)
        return network

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        return self.parts(ids, mask).sum(dim=1) + self.bias

    def parts(self, ids: Tensor, mask: Tensor) -> Tensor:
        """What each token adds to each logit, `[batch, tokens, 17]`."""
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        states = self.dropout(states)
        looks = self.attention(states).masked_fill(mask.unsqueeze(-1) == 0, -1e4)
        parts: Tensor = torch.softmax(looks, dim=1) * self.value(states)
        return parts

    def encode(self, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
        """Ids and mask, `[texts, tokens]`, filled up with the encoder's own nothing."""
        encoded = [encoding.ids for encoding in self.tokenizer.encode_batch(list(texts))]
        longest = max(len(ids) for ids in encoded)
        filling: int = self.encoder.config.pad_token_id
        ids = np.full((len(encoded), longest), filling, dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, tokens in enumerate(encoded):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        return torch.from_numpy(ids).to(DEVICE), torch.from_numpy(mask).to(DEVICE)

    def logits(self, texts: Sequence[str]) -> Floats:
        """`[texts, 17]`, of any number of texts."""
        self.eval()
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        read = np.zeros((len(texts), len(OUTPUTS)), dtype=np.float32)
        with torch.inference_mode():
            for places in _slices(order, _AT_ONCE):
                with in_short_floats():
                    said = self(*self.encode([texts[place] for place in places]))
                read[places] = said.float().cpu().numpy()
        return read


def in_short_floats() -> Any:
    """Where the device is much faster at them."""
    return torch.autocast(DEVICE.type, torch.bfloat16, enabled=_IS_FAST_IN_SHORT)


def probabilities(logits: Floats) -> Floats:
    """From logits `[…, 17]`: of each need by itself, and of four levels of risk together 1."""
    needs, risk = logits[..., : len(NEEDS)], logits[..., len(NEEDS) :]
    levels = np.exp(risk - risk.max(axis=-1, keepdims=True))
    shares: Floats = np.concatenate(
        [1.0 / (1.0 + np.exp(-needs)), levels / levels.sum(axis=-1, keepdims=True)], axis=-1
    )
    return shares


def tokenizer_of(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MOST_TOKENS)
    tokenizer.no_padding()
    return tokenizer


def _slices(places: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (places[at : at + size] for at in range(0, len(places), size))


def _narrow(layer: Any, width: int) -> None:
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
