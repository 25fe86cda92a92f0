"""`make train`: from flows/training/messages/ to the artefact that is shipped.

A small network learns from the messages' labels and from what large ones say of them, which is kept
beside the messages (`make teachers`): that one is shipped, with the letters beside it. Two like it,
side by side, each taught on one half, read the other half; from how they read it comes what words,
letters and rules are each worth. At the end it prints thresholds for config.yml, from messages that
nothing learns from. Networks that are done are kept in var/training.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from bot.evaluation.sets import FOR_LIMITS, read_set
from bot.settings import UnderstandingConfig
from bot.training.export import export
from bot.training.judge import fit_judgement, rule_scores
from bot.training.letters import features_of, fit_letters
from bot.training.limits import choose
from bot.training.messages import Labelled, read_messages
from bot.training.networks import BIAS, Networks
from bot.training.students import BASE, halves, student
from bot.training.word import Word, read_word, unknown
from bot.understanding.model.judgement import Judgement
from bot.understanding.model.signals import SIGNALS, Floats, signals_of
from bot.understanding.model.trained_model import FOLDER
from bot.understanding.thresholds import Thresholds


def judge(messages: Sequence[Labelled], word: Word) -> Floats:
    """What words, letters and rules are worth, `[16, 4]`, from two halves each read unseen."""
    texts = [message.text for message in messages]
    words = np.zeros((len(messages), len(SIGNALS)), dtype=np.float32)
    letters = np.zeros_like(words)
    networks, parts = halves(messages, word)
    for half, unseen in enumerate(parts):
        there, others = [texts[place] for place in unseen], set(unseen)
        seen = [message for place, message in enumerate(messages) if place not in others]
        words[unseen] = signals_of(networks.only(half).logits(there)[0])
        letters[unseen] = _letters(fit_letters(seen), there)
    return fit_judgement(messages, words, letters, rule_scores(texts))


def limits_of(network: Networks, letters: tuple[Floats, Floats], judgement: Floats) -> Thresholds:
    """From which score on each counts, by messages that nothing learnt from."""
    messages = [
        Labelled(text=one.text, needs=one.needs, risk=one.risk, voice=FOR_LIMITS)
        for one in read_set(FOR_LIMITS)
    ]
    texts = [message.text for message in messages]
    scores = Judgement(judgement).shares(
        signals_of(network.logits(texts)[0]), _letters(letters, texts), rule_scores(texts)
    )
    return choose(messages, scores, rules=UnderstandingConfig().rules_threshold)


def _letters(weights: tuple[Floats, Floats], texts: Sequence[str]) -> Floats:
    signals: Floats = features_of(texts) @ weights[0] + weights[1]
    return signals


def write_artefact(
    network: Networks, letters: tuple[Floats, Floats], judgement: Floats, folder: Path
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    export(network, folder / "encoder.onnx")
    shutil.copyfile(BASE / "tokenizer.json", folder / "tokenizer.json")
    scale = np.abs(letters[0]).max(axis=0) / 127
    np.savez_compressed(
        folder / "weights.npz",
        bias=network.weights[BIAS][0].detach().cpu().numpy(),
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
    torch.set_float32_matmul_precision("high")
    messages, word = read_messages(), read_word()
    new = unknown((message.text for message in messages), word)
    print(f"{len(messages)} messages; of {new} the teachers have said nothing yet", flush=True)
    network = student(messages, word)
    judgement = judge(messages, word)
    letters = fit_letters(messages)
    print("for config.yml:", limits_of(network, letters, judgement))
    write_artefact(network, letters, judgement, FOLDER)


if __name__ == "__main__":
    main()
