"""`make teachers`: large networks learn from the messages, and what they say is kept beside them.

Each learns from all parts of the messages but one. Of a message counts what the one teacher says
that never saw it; of a spliced text, what all say together. Minutes on a graphics card, days on a
processor. `--part 2` teaches that one alone, so that several can be taught at once; those that are
done are kept in var/training.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import numpy as np
import torch

from bot.training.fit import fit
from bot.training.folds import folds_of
from bot.training.kept import WORK, kept
from bot.training.large_encoder import large_encoder
from bot.training.mark import mark_of
from bot.training.messages import Labelled, read_messages
from bot.training.network import OUTPUTS, Network, probabilities
from bot.training.recipe import LABELS_IN_DOUBT, TEACHER, TEACHERS
from bot.training.spliced import pieces_of
from bot.training.word import says_one_thing, write_word
from bot.understanding.model.signals import Floats


class TaughtNothing(Exception):
    """A network that came out of its training saying the same of every text; says which."""


def teacher(part: int, unseen: Sequence[int], messages: Sequence[Labelled]) -> Network:
    """The one that never sees the messages at these places; taught, or taken from where it is
    kept."""
    kept_from_it = set(unseen)
    seen = [
        message
        for place, message in enumerate(messages)
        if place not in kept_from_it and message.voice not in LABELS_IN_DOUBT
    ]
    base = large_encoder(WORK)
    return kept(
        lambda: fit(seen, base, TEACHER, f"teacher {part + 1} of {TEACHERS}"),
        lambda: Network.begin(base, TEACHER),
        mark_of(seen, [TEACHER]),
    )


def together(
    messages: Sequence[Labelled], parts: Sequence[Sequence[int]], pieces: Sequence[str]
) -> Floats:
    """`[messages and pieces, 17]`: the teachers' word on both; `parts` are as `folds_of` gives."""
    said = np.zeros((len(messages), len(OUTPUTS)), dtype=np.float32)
    of_pieces = np.zeros((len(pieces), len(OUTPUTS)), dtype=np.float32)
    for part, unseen in enumerate(parts):
        network = teacher(part, unseen, messages)
        said[unseen] = probabilities(network.logits([messages[place].text for place in unseen]))
        if says_one_thing(said[unseen]):
            raise TaughtNothing(
                f"teacher {part + 1} of {len(parts)} says the same of every text: it went astray "
                "while it learnt. Take its file out of var/training, and teach it at a lower rate."
            )
        of_pieces += probabilities(network.logits(pieces)) / len(parts)
    return np.concatenate([said, of_pieces])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--part", type=int, choices=range(1, TEACHERS + 1))
    part = arguments.parse_args().part
    messages = read_messages()
    parts = folds_of(messages, TEACHERS, TEACHER.seed)
    torch.set_float32_matmul_precision("high")
    if part is not None:
        teacher(part - 1, parts[part - 1], messages)
        return
    texts = [message.text for message in messages]
    pieces = pieces_of(messages)
    write_word([*texts, *pieces], together(messages, parts, pieces))
    print(f"said of {len(texts)} messages and {len(pieces)} spliced texts")


if __name__ == "__main__":
    main()
