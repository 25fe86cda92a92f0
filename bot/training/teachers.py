"""`make teachers`: large networks learn from the messages, and what they say is kept beside them.

Each learns from all parts of the messages but one, all side by side. Of a message counts what the
one teacher says that never saw it; of a spliced text, what all say together. Minutes on a graphics
card, days on a processor. Once they are taught they are kept in var/training.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from bot.training.fit import taught
from bot.training.folds import folds_of
from bot.training.kept import WORK, kept
from bot.training.large_encoder import large_encoder
from bot.training.lessons import by_labels
from bot.training.mark import mark_of
from bot.training.messages import Labelled, read_messages
from bot.training.networks import Networks
from bot.training.outputs import OUTPUTS, probabilities
from bot.training.pretrained import shape_of
from bot.training.recipe import LABELS_IN_DOUBT, TEACHER, TEACHERS
from bot.training.spliced import pieces_of
from bot.training.word import says_one_thing, write_word
from bot.understanding.model.signals import Floats


class TaughtNothing(Exception):
    """A network that came out of its training saying the same of every text; says which."""


def teachers(messages: Sequence[Labelled], parts: Sequence[Sequence[int]]) -> Networks:
    """One for each part, which never sees the messages at its places; taught side by side, or taken
    from where they are kept."""
    seen = [_seen(messages, set(unseen)) for unseen in parts]
    base = large_encoder(WORK)
    return kept(
        lambda: taught(base, [(TEACHER, [by_labels(each, TEACHER) for each in seen])], "teachers"),
        shape_of(base, TEACHER),
        mark_of(seen, [TEACHER]),
    )


def _seen(messages: Sequence[Labelled], unseen: set[int]) -> list[Labelled]:
    return [
        message
        for place, message in enumerate(messages)
        if place not in unseen and message.voice not in LABELS_IN_DOUBT
    ]


def together(
    messages: Sequence[Labelled], parts: Sequence[Sequence[int]], pieces: Sequence[str]
) -> Floats:
    """`[messages and pieces, 17]`: the teachers' word on both; `parts` are as `folds_of` gives."""
    networks = teachers(messages, parts)
    said = np.zeros((len(messages), len(OUTPUTS)), dtype=np.float32)
    for part, unseen in enumerate(parts):
        texts = [messages[place].text for place in unseen]
        said[unseen] = probabilities(networks.only(part).logits(texts)[0])
        if says_one_thing(said[unseen]):
            raise TaughtNothing(
                f"teacher {part + 1} of {len(parts)} says the same of every text: it went astray "
                "while it learnt. Take the newest file out of var/training, and teach them at a "
                "lower rate."
            )
    of_pieces = probabilities(networks.logits(pieces)).mean(axis=0)
    return np.concatenate([said, of_pieces])


def main() -> None:
    messages = read_messages()
    parts = folds_of(messages, TEACHERS, TEACHER.seed)
    torch.set_float32_matmul_precision("high")
    texts = [message.text for message in messages]
    pieces = pieces_of(messages)
    write_word([*texts, *pieces], together(messages, parts, pieces))
    print(f"said of {len(texts)} messages and {len(pieces)} spliced texts")


if __name__ == "__main__":
    main()
