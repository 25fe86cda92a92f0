"""The file that ships says what the networks say."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("onnx")

import torch

from bot.training.export import export
from bot.training.networks import Networks
from bot.training.recipe import Recipe
from bot.training.rows import rows_of
from bot.understanding.model.trained_model import session_of

pytestmark = pytest.mark.filterwarnings("ignore")


def test_the_file_says_what_the_network_says_but_for_its_rounding(encoder, tmp_path, monkeypatch):
    network = Networks.begin(encoder, Recipe(layers=(0, 2), inner_width=16), 1)
    export(network, tmp_path / "rounded.onnx")
    monkeypatch.setattr(
        "bot.training.export.quantize_dynamic", lambda whole, path, **_: shutil.copy(whole, path)
    )
    export(network, tmp_path / "whole.onnx")
    of_32_bits = Networks(network.shape, network.weights, torch.float32)

    for text in ("skint", "the landlord wants me oot"):
        ids = rows_of([text], encoder).ids[None].astype(np.int64)
        feed = {"ids": ids, "mask": np.ones_like(ids)}
        wanted = of_32_bits.logits([text])[0, 0]
        for name, most in (("whole", 1e-4), ("rounded", 1.0)):
            (parts,) = session_of(tmp_path / f"{name}.onnx").run(None, feed)
            assert parts.shape == (1, ids.shape[1], 17)
            assert np.abs(parts[0].sum(axis=0) - wanted).max() < most
