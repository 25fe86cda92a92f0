"""What to do about a file that is not YAML, in words of who wrote it.

The parser names the token that it did not expect; an author is to know what to put there or take.
"""

from __future__ import annotations

import re
from typing import Final

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

_QUOTES: Final = "a text that begins with {0} wants quotes round it"
_UNCLOSED: Final = "is not closed, or a comma is missing (it begins in line {begun}); " + _QUOTES
_UNEVEN: Final = (
    "this line stands further in or out than those it belongs to, or lacks its dash:"
    " what belongs together begins in one column"
)
_ADVICE: Final[tuple[tuple[str, str], ...]] = (
    (r"found character '\\t'", "a tab stands here: indent with spaces"),
    (r"found character '(.)' that cannot start", _QUOTES),
    (r"sequence entries are not allowed here", _QUOTES.format("-")),
    (r"mapping keys are not allowed here", _QUOTES.format("?")),
    (
        r"mapping values are not allowed here",
        "this line stands further in than the one above, or that one lacks its colon",
    ),
    (r"could not find expected ':'", "a colon and a space are missing here"),
    (r"found unexpected end of stream", "a quote is opened here and nowhere closed"),
    (r"expected ',' or '\]'", "a [ " + _UNCLOSED.replace("{0}", "[")),
    (r"expected ',' or '\}'", "a {{ " + _UNCLOSED.replace("{0}", "{{")),
    (
        r"expected <block end>, but found '(?:<scalar>|,)'",
        "more stands here behind a closing quote or bracket: put quotes of the other kind round"
        " the whole text",
    ),
    (r"expected <block end>, but found '([\]}])'", "a {0} too many"),
    (r"expected <block end>", _UNEVEN),
    (r"found undefined alias", _QUOTES.format("*")),
    (r"while scanning an (?:anchor|alias)", _QUOTES.format("& or *")),
    (r"while scanning a directive", _QUOTES.format("%")),
    (
        r"while scanning a double-quoted scalar",
        "a backslash in double quotes begins a sign of YAML's own: use single quotes",
    ),
    (r"but found another document", "--- begins a second document, and a file holds one"),
    (
        r"while scanning a block scalar",
        "behind | or > nothing stands in that line: a text that begins with one wants quotes",
    ),
)
_COMPILED: Final = tuple((re.compile(pattern), advice) for pattern, advice in _ADVICE)
_SECOND_COLON: Final = "a text that holds a colon and a space wants quotes round it"
_AT_ITS_BEGINNING: Final = re.compile(r"could not find expected ':'|end of stream")
"""Found out lines later: the place to mend is where it began."""


def not_yaml(error: MarkedYAMLError | ReaderError, text: str) -> tuple[int, str]:
    """The line of `text` to look at (from 1; 0 when unknown), and what to do there."""
    if isinstance(error, ReaderError):
        what = "a sign that is no text stands here: save the file as plain text, in UTF-8"
        return text.count("\n", 0, error.position) + 1, f"this is not YAML: {what}"
    found, begun = error.problem_mark or error.context_mark, error.context_mark
    said = ", ".join(part for part in (error.context, error.problem) if part)
    if begun is not None and _AT_ITS_BEGINNING.search(said):
        found = begun
    if found is None:
        return 0, f"this is not YAML: {said}"
    begun_at = (begun or found).line + 1
    before = text.splitlines()[found.line : found.line + 1]
    is_second_colon = "mapping values" in said and ": " in "".join(before)[: found.column]
    advice = _SECOND_COLON if is_second_colon else _advice(said, begun_at)
    return found.line + 1, f"this is not YAML: {advice}"


def _advice(said: str, begun: int) -> str:
    for pattern, advice in _COMPILED:
        match = pattern.search(said)
        if match is not None:
            return advice.format(*match.groups(), begun=begun)
    return said
