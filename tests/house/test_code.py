"""Rules of the house that no general linter knows."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator

import pytest

from tests.house.tree import CODE, ROOT, files, name, parsed, python_files

SAYS = frozenset({"queue_text", "utter_message"})
"""Whatever these are given may reach a patient, and patients' wording lives in flows/ alone."""


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            target = node.func
            called = target.attr if isinstance(target, ast.Attribute) else None
            yield called or (target.id if isinstance(target, ast.Name) else ""), node


def literal_wording(call: ast.Call) -> Iterator[str]:
    for argument in [*call.args, *(keyword.value for keyword in call.keywords)]:
        for node in ast.walk(argument):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and len(node.value.split()) > 1
            ):
                yield node.value


def test_no_wording_for_patients_stands_in_python():
    hits = [
        f"{name(path)}:{call.lineno}: {words!r}"
        for path in python_files(*CODE)
        for called, call in calls(parsed(path))
        if called in SAYS
        for words in literal_wording(call)
    ]

    assert hits == []


def test_the_rule_on_wording_would_see_it():
    tree = ast.parse('queue_text(work, patient, f"Hello {name}, how are you?", "reply")')

    (found,) = [words for _, call in calls(tree) for words in literal_wording(call)]

    assert found == ", how are you?"


def test_what_an_action_refuses_speaks_of_no_page_since_the_api_says_it_too():
    """Nor does it say where on a page to look, or what to press there."""
    of_a_page = re.compile(r"\b(?:page|below|above|at the top|button|press|tick)\b", re.IGNORECASE)
    hits = [
        f"{name(path)}:{node.lineno}: {words!r}"
        for path in python_files("actions")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)
        for words in literal_wording(node.exc)
        if of_a_page.search(words)
    ]

    assert hits == []


def test_nothing_sleeps_to_get_an_order_and_nothing_is_drawn_in_the_engine():
    hits = [
        f"{name(path)}:{call.lineno}"
        for path in python_files("bot", "actions")
        if "dialogue" in path.parts or "actions" in path.parts
        for called, call in calls(parsed(path))
        if called in {"sleep", "now", "today", "utcnow", "random", "uuid4", "uuid7"}
        and not (called == "now" and "clock" in ast.unparse(call).lower())
    ]

    assert hits == []


def test_no_date_is_written_in_a_way_that_one_system_alone_knows():
    """`%-d` is a day without its nought with some C libraries, and an error with others."""
    hits = [
        name(path)
        for path in files()
        if path.suffix in {".py", ".html"} and path.relative_to(ROOT).parts[0] in CODE
        if re.search(r"%-[a-zA-Z]\b", path.read_text(encoding="utf-8").replace("{%-", ""))
    ]

    assert hits == []


@pytest.mark.parametrize("folder", CODE)
def test_every_module_asks_for_annotations_to_be_left_as_they_are(folder):
    """One habit for all files, so that types may name what is declared further down."""
    odd = [
        name(path)
        for path in python_files(folder)
        if (body := parsed(path).body)
        and any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in body)
        and not any(
            isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in body
        )
    ]

    assert odd == []


def test_every_dependency_of_the_service_is_used():
    names = {
        "argon2-cffi": "argon2",
        "asyncpg": "sqlalchemy",
        "nhsuk-frontend-jinja": "jinja2",
        "prometheus-client": "prometheus_client",
        "pyspellchecker": "spellchecker",
        "pyyaml": "yaml",
        "rasa-sdk": "rasa_sdk",
        "ruamel-yaml": "ruamel",
        "tzdata": "zoneinfo",
        "uuid-utils": "uuid_utils",
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {
        requirement.split(">")[0].split("[")[0].split("=")[0].replace(".", "-")
        for requirement in project["dependencies"]
    }
    imported = {
        (node.module or "").split(".")[0]
        if isinstance(node, ast.ImportFrom)
        else alias.name.split(".")[0]
        for path in python_files(*CODE)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }

    assert {each for each in declared if names.get(each, each) not in imported} == set()


def test_every_macro_of_a_template_is_called():
    templates = "\n".join(
        path.read_text(encoding="utf-8")
        for path in files()
        if path.suffix == ".html" and path.relative_to(ROOT).parts[0] in CODE
    )
    called = re.sub(r"{%-?\s*macro \w+", "", templates)
    macros = set(re.findall(r"{%-?\s*macro (\w+)", templates))

    assert len(macros) > 20
    assert {one for one in macros if not re.search(rf"\b{one}\(", called)} == set()
