"""Questions that are asked back without a question mark: "how long will this take"."""

from __future__ import annotations

from typing import Final

import regex

from bot.understanding.normalise import normalise

_WHOM: Final = (
    r"(?:i|you|ye|he|she|it|this|that|they|we|there|somebody|someone|anybody|anyone|my|the|your|these|"
    r"those|morag|people)"
)
_ASKS: Final = regex.compile(
    r"^(?:(?:and|but|so|oh|um|er|eh|well|sorry|ok|okay|wait|hi|hello|aye)\s)*(?:"
    rf"(?:can|could|will|would|do|does|did|is|are|am|should|isnt|arent|dont|wont|must)\s{_WHOM}\b"
    r"|why\b|whys\b"
    r"|(?:who|whos|whose)\s(?=\w)(?!ever)"
    r"|(?:what|whats|where|wheres|when|whens|which)\s?(?:is|are|s|do|does|did|will|would|can|could|if|for|"
    r"about|time|day|happens|has|have|it|the|that|this|got|kind|sort|number|one)\b"
    r"|how\s(?:long|much|many|do|does|did|can|could|will|would|is|are|come|often|soon|far|old)\b"
    r"|whats\s)"
)
_TELLS: Final = regex.compile(
    r"^(?:who|when|where|what)\s(?:i|we)\b|^when\s(?:he|she|they|it|the|my)\b"
    r"|^(?:do|have|am|can|will|would)\si\s(?:hell|heck|fuck)\b"
    r"|^whats?\s(?:worst|worse|worrying|bothering|the (?:worst|problem is|matter is|trouble is))\b"
    r"|^(?:what|how)\s(?:a|an)\b|^what\s(?:is|gets|worries|bothers)\s(?:me|worst)\b"
)
""" "When I go out I panic" and "what's worst is the nights" tell."""


def asks_back(text: str) -> bool:
    """Whether a text is a question, by its mark or by how it begins."""
    if text.rstrip().endswith("?"):
        return True
    said = " ".join(normalise(text).spoken())
    return _ASKS.match(said) is not None and _TELLS.match(said) is None
