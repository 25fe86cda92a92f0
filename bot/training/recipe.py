"""How the networks are trained: figures alone, so that another recipe is another line here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

LABELS_IN_DOUBT: Final = ("hidden_danger",)
"""Files of danger told so sideways that many of it cannot be told from harmless ones: what the
teachers make of them is learnt, and their labels are not."""
ORDINARY_TALK: Final = (
    "ordinary_america_australia",
    "ordinary_families",
    "ordinary_india_africa",
    "ordinary_plans",
    "ordinary_short",
    "ordinary_singapore",
    "ordinary_work_hobbies",
)
"""Files of plain chat, with some plain danger in the same voice. Their labels are beyond doubt, so
that nothing hangs on a second opinion, and pieces of them say too little to be spliced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One training; `hurried` and `joined` are shares of the messages of each pass."""

    seed: int = 20261126
    layers: tuple[int, ...] | None = None
    """Of the pretrained encoder; None for all."""
    inner_width: int | None = None
    """Units that are kept of each layer's inner ones; None for all."""
    passes: int = 4
    batch: int = 64
    encoder_rate: float = 6e-5
    head_rate: float = 2e-3
    decay: float = 0.01
    warm_up: float = 0.1
    hurried: float = 0.4
    joined: float = 0.12
    needs_weight: float = 6.0
    """Of what is wrong about needs, to what is wrong about risk."""
    risk_weights: tuple[float, ...] = (1.0, 1.6, 2.0, 2.2)
    teachers_word: float = 0.5
    """How much it counts beside the label of a message; of a spliced text it is all that counts."""
    spliced_share: float = 0.5
    """How many of the spliced texts are read in a pass."""
    dropout: float = 0.1
    """Share of what goes from layer to layer that is left out while it learns."""
    branches: int = 1
    """How many go on from the same weights, each shown forms of its own; what they come to is the
    mean of their weights, which hangs less on the draws of one."""


TEACHER: Final = Recipe()
"""Of all-mpnet-base-v2, whole."""
TEACHERS: Final = 4
"""Each learns from all parts of the messages but one, and reads that one unseen."""
_SMALL: Final = Recipe(
    seed=21,
    layers=(0, 1, 2, 3),
    inner_width=1024,
    batch=192,
    encoder_rate=8e-4,
    head_rate=1e-2,
)
"""Of all-MiniLM-L6-v2."""
STUDENT: Final = (
    replace(_SMALL, passes=6),
    replace(_SMALL, seed=25, passes=3, teachers_word=0.7, branches=4),
    replace(
        _SMALL,
        seed=27,
        passes=1,
        batch=64,
        encoder_rate=3e-4,
        head_rate=4e-3,
        warm_up=0.05,
        teachers_word=0.7,
        spliced_share=0.4,
        dropout=0.0,
        branches=4,
    ),
)
"""The one that ships, in rounds: each goes on from what the one before came to."""
HALF: Final = (replace(_SMALL, passes=6),)
"""Those that read what they have not seen, to find what words are worth."""
SPLICED: Final = 4
"""Texts put together of pieces, for each message, that nobody labelled."""
