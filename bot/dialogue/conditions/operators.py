"""What the operators of a condition do with values; none of them raises."""

from __future__ import annotations

import operator
from collections.abc import Callable
from enum import Enum
from typing import Any, Final


class Empty(Enum):
    """`empty`: the same as text or a list of length 0, not the same as null."""

    EMPTY = "empty"


class _Undefined:
    """A property that its frame does not have."""

    def __bool__(self) -> bool:
        return False


UNDEFINED: Final = _Undefined()


def is_same(left: Any, right: Any) -> bool:
    """Equal by value and type: true is not 1, "1" is not 1."""
    if left is Empty.EMPTY or right is Empty.EMPTY:
        return _is_empty(right if left is Empty.EMPTY else left)
    if left is UNDEFINED or right is UNDEFINED:
        return left is right
    if isinstance(left, bool) is not isinstance(right, bool):
        return False
    return bool(left == right)


def _is_empty(value: Any) -> bool:
    if value is Empty.EMPTY or value is UNDEFINED:
        return True
    return isinstance(value, (str, list, tuple, dict)) and len(value) == 0


def contains(whole: Any, part: Any) -> bool:
    """A list or set has the item; text has the part. Null has nothing, and is in nothing."""
    if isinstance(whole, str):
        return isinstance(part, str) and part in whole
    if isinstance(whole, (list, tuple)):
        return any(is_same(item, part) for item in whole)
    return False


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def holds(left: Any, right: Any) -> bool:
        if isinstance(left, bool) or isinstance(right, bool):
            return False
        if isinstance(left, (int, float)) and isinstance(right, (int, float)):
            return compare(left, right)
        if isinstance(left, str) and isinstance(right, str):
            return compare(left, right)
        return False

    return holds


COMPARISONS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<": _ordered(operator.lt),
    "<=": _ordered(operator.le),
    ">": _ordered(operator.gt),
    ">=": _ordered(operator.ge),
}
