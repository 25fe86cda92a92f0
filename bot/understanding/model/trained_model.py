"""The trained model: signals of one message from its words and from its letters.

Runs on onnxruntime, on one thread, with nothing of the training at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from bot.understanding.model.characters import buckets
from bot.understanding.model.signals import Floats, parts_of, signals_of

FOLDER: Final = Path(__file__).parent / "artefact"
MOST_TOKENS: Final = 128
OVERLAP: Final = 32
MOST_WINDOWS: Final = 12
"""A text of more windows of tokens than this is read at both ends; the rules read all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A piece of a word at `[start, end)` of the text, and what it adds to each signal."""

    start: int
    end: int
    parts: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """So much of a text as is read at once: where its tokens stand and what the network made of
    each, which together make up `logits`."""

    offsets: Sequence[tuple[int, int]]
    parts: Floats
    logits: Floats

    def tokens(self) -> Iterator[Token]:
        """What stands for words; only who shows the words behind a label asks."""
        for (start, end), part in zip(self.offsets, parts_of(self.parts, self.logits), strict=True):
            if end > start:
                yield Token(start=start, end=end, parts=part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """For each label of SIGNALS, what the words and what the letters say."""

    words: Floats
    letters: Floats
    windows: tuple[Window, ...]

    def tokens(self) -> tuple[Token, ...]:
        """Every token of the text, window by window."""
        return tuple(token for window in self.windows for token in window.tokens())


class TrainedModel:
    """Loaded once for each process; safe to call from several threads."""

    def __init__(self, session: Any, tokenizer: Tokenizer, weights: Mapping[str, Floats]) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._bias = weights["bias"]
        self._letters = weights["letters"].astype(np.float32) * weights["letters_scale"]
        self._letters_bias = weights["letters_bias"]

    @classmethod
    def load(cls, folder: Path = FOLDER) -> TrainedModel:
        """Raises FileNotFoundError where the artefact is not there."""
        path = folder / "encoder.onnx"
        if not path.exists():
            raise FileNotFoundError(path)
        session = session_of(path)
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.enable_truncation(MOST_TOKENS, stride=OVERLAP)
        tokenizer.no_padding()
        with np.load(folder / "weights.npz") as weights:
            return cls(session, tokenizer, dict(weights))

    def read(self, text: str) -> Signals:
        """The signals of a message of any length; each label's from the part that says it most."""
        text = text.encode("utf-8", "replace").decode("utf-8")  # half an emoji becomes "?"
        encoding = self._tokenizer.encode(text)
        ends = _ends([encoding, *encoding.overflowing])
        windows = tuple([self._window(window) for window in ends])
        read = [signals_of(window.logits) for window in windows]
        return Signals(
            words=read[0] if len(read) == 1 else np.max(read, axis=0),
            letters=self.letters(text),
            windows=windows,
        )

    def letters(self, text: str) -> Floats:
        """What the letters alone say."""
        found = buckets(text)
        if not found:
            return self._letters_bias
        weights = np.fromiter(found.values(), dtype=np.float32, count=len(found))
        signals: Floats = weights @ self._letters[list(found)] + self._letters_bias
        return signals

    def _window(self, encoding: Any) -> Window:
        ids = np.array([encoding.ids], dtype=np.int64)
        (parts,) = self._session.run(None, {"ids": ids, "mask": np.ones_like(ids)})
        logits = parts[0].sum(axis=0) + self._bias
        return Window(offsets=encoding.offsets, parts=parts[0], logits=logits)


def session_of(path: Path) -> Any:
    """The encoder of a file, on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _ends(windows: Sequence[Any]) -> Sequence[Any]:
    half = MOST_WINDOWS // 2
    return windows if len(windows) <= MOST_WINDOWS else (*windows[:half], *windows[-half:])
