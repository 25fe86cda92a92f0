"""How the networks are trained: figures alone, so that another recipe is another line here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

LATER_VOICES: Final = (
    "chat_hearts",
    "chat_keypad",
    "chat_longer",
    "chat_scotland",
    "chat_scraps",
    "hidden_danger",
    "hidden_needs",
)
"""Files of messages that were written after the first network was trained."""
NEWEST_VOICES: Final = (
    "borders",
    "everyday_strong",
    "implied_means",
    "implied_people",
    "short_ones",
    "stories",
    "twins_hands",
    "twins_home",
    "twins_leaving",
    "twins_quiet",
    "waiting_room",
)
"""Those that were written last: danger and its harmless twin, and needs that nobody names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One training; `hurried`, `joined` and `cut` are shares of the messages of each pass.

    Voices in `without` are not read.
    """

    seed: int = 20261125
    layers: tuple[int, ...] = (0, 1, 2, 3)
    inner_width: int = 1024
    passes: int = 3
    without: tuple[str, ...] = ()
    batch: int = 16
    encoder_rate: float = 3e-4
    head_rate: float = 5e-3
    decay: float = 0.01
    warm_up: float = 0.1
    hurried: float = 0.4
    joined: float = 0.12
    cut: float = 0.0
    needs_weight: float = 6.0
    """Of what is wrong about needs, to what is wrong about risk."""
    risk_weights: tuple[float, ...] = (1.0, 1.6, 2.0, 2.2)


TEACHERS: Final = (
    Recipe(without=(*LATER_VOICES, *NEWEST_VOICES)),
    Recipe(passes=4, without=NEWEST_VOICES),
    Recipe(seed=20261126, without=NEWEST_VOICES),
)
"""Three that err in different places; what they say together is better than what any says."""
FOLD: Final = Recipe(passes=2, without=(*LATER_VOICES, *NEWEST_VOICES))
"""Those that read what they have not seen, to find what words are worth."""
_ROUND: Final = Recipe(
    seed=21,
    passes=2,
    without=("hidden_danger", *NEWEST_VOICES),
    encoder_rate=1e-4,
    head_rate=1.5e-3,
    joined=0.2,
    cut=0.2,
)
STUDENT: Final = (_ROUND, replace(_ROUND, seed=22, encoder_rate=8e-5, head_rate=1.2e-3))
"""The first teacher learns on, in two rounds, from labels and from what all three say."""
LAST: Final = replace(_ROUND, seed=31, without=("hidden_danger",))
"""And then the newest voices, by their labels alone, among messages that it knows."""
KNOWN_SHARE: Final = 0.5
"""How many of the messages that it knows it reads again meanwhile."""
NEWEST_TIMES: Final = 2
"""How often each of the newest is read in a pass."""
LAST_SHARE: Final = 0.4
"""What ships lies between the network before and after: so much of the way."""
TEACHERS_WORD: Final = 0.4
"""How much their word counts beside the label of a message; of a cut one it is all that counts."""
