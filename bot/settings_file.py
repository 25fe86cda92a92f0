"""config.yml as it was written: its values, and on which line each of them stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from bot.settings_error import SettingsError


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """`values` by name; a section of which every line is a comment is as one left out."""

    values: Mapping[str, Any]
    root: Node | None

    def problems_of(self, error: ValidationError) -> str:
        """Every setting that is wrong, with its line, in one line."""
        return "; ".join(self._said(problem) for problem in error.errors())

    def _said(self, problem: Any) -> str:
        name = ".".join(str(part) for part in problem["loc"])
        line = f"line {_line_of(self.root, problem['loc'])}: "
        match problem["type"]:
            case "extra_forbidden":
                return f"{line}'{name}' is not a setting"
            case "model_type":
                says = "settings by name are expected below it"
            case "path_type":
                says = "the path of a folder is expected"
            case "string_pattern_mismatch":
                says = "the code of a language is expected, like en"
            case "tuple_type":
                says = "a list is expected, like [one, two]"
            case _:
                says = problem["msg"][:1].lower() + problem["msg"][1:]
        return f"{line}{name}: {says}, found {problem['input']!r}"


def read_yaml(path: Path) -> SettingsFile:
    """Raises SettingsError naming the file and, where it is no YAML, the line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        raw = YAML(typ="safe", pure=True).load(text)
        root = YAML(typ="safe", pure=True).compose(text)
    except FileNotFoundError:
        raise SettingsError(f"{path}: no such file; set BLETHER_CONFIG to yours") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: cannot be read: it is not UTF-8 text") from None
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {(error.strerror or '').lower()}") from error
    except YAMLError as error:
        raise SettingsError(f"{path}: not valid YAML: {_yaml_place(error)}") from error
    except RecursionError:
        raise SettingsError(f"{path}: not valid YAML: nested without end") from None
    if raw is not None and not isinstance(raw, dict):
        raise SettingsError(f"{path}: expected settings by name, found a {type(raw).__name__}")
    given = {str(name): value for name, value in (raw or {}).items() if value is not None}
    return SettingsFile(given, root)


def _yaml_place(error: YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
    return f"line {mark.line + 1}: {problem}" if mark else str(problem)


def _line_of(root: Node | None, place: Sequence[int | str]) -> int:
    """Where the setting of this name begins, or the nearest group above it."""
    node, line = root, 1
    for part in place:
        if isinstance(node, MappingNode):
            pairs = [(key, value) for key, value in node.value if key.value == str(part)]
        elif isinstance(node, SequenceNode) and isinstance(part, int):
            pairs = [(one, one) for one in node.value[part : part + 1]]
        else:
            break
        if not pairs:
            break
        key, node = pairs[0]
        line = key.start_mark.line + 1
    return line
