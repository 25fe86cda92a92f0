"""The network as one file for onnxruntime, its weights in whole numbers of seven bits."""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

from bot.training.encoders import NOT_LOOKED_AT
from bot.training.networks import ATTENTION, HEAD, VALUE, Networks


class _Parts(nn.Module):
    """What each token adds to each logit: the sum over tokens, and a bias, is the answer.

    The encoder is transformers' own, with the weights of ours: one text at a time needs no first
    axis, and products without it are what runs fast.
    """

    def __init__(self, network: Networks) -> None:
        super().__init__()
        weights = {name: each[0].detach().cpu() for name, each in network.weights.items()}
        config = AutoConfig.from_pretrained(network.shape.folder)
        config.num_hidden_layers = network.shape.layers
        config.intermediate_size = len(weights["encoder.layer.0.intermediate.dense.bias"])
        self.encoder = AutoModel.from_config(
            config, add_pooling_layer=False, attn_implementation="eager"
        )
        self.encoder.load_state_dict(
            {name: each for name, each in weights.items() if name not in HEAD}
        )
        self.attention, self.value = (_linear(weights[name]) for name in (ATTENTION, VALUE))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        looks = self.attention(states).masked_fill(mask.unsqueeze(-1) == 0, NOT_LOOKED_AT)
        parts: Tensor = torch.softmax(looks, dim=1) * self.value(states)
        return parts


def export(network: Networks, path: Path) -> None:
    """Write `path`: inputs `ids` and `mask` of `[batch, tokens]`, output `[batch, tokens, 17]`."""
    example = torch.ones(2, 8, dtype=torch.long)
    axes = {0: "batch", 1: "tokens"}
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            _Parts(network).eval(),
            (example, example),
            str(whole),
            input_names=["ids", "mask"],
            output_names=["parts"],
            dynamic_axes={"ids": axes, "mask": axes, "parts": axes},
            opset_version=17,
            dynamo=False,
        )
        # Processors without VNNI add weights of eight bits in numbers too small for them: with
        # seven, a text is read alike on each.
        quantize_dynamic(
            whole, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )


def _linear(weight: Tensor) -> nn.Linear:
    linear = nn.Linear(weight.shape[1], weight.shape[0], bias=False)
    linear.weight = nn.Parameter(weight)
    return linear
