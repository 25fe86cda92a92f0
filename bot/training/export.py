"""The network as one file for onnxruntime, its weights in whole numbers of eight bits."""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from bot.training.network import Network


class _Parts(nn.Module):
    """What each token adds to each logit: the sum over tokens, and a bias, is the answer."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        return self.network.parts(ids, mask)


def export(network: Network, path: Path) -> None:
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
        # Processors without VNNI add weights of eight bits in numbers too small for them: with seven, a
        # text is read alike on each.
        quantize_dynamic(
            whole, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
