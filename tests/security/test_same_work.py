"""An answer's time tells nothing: the same work is done whoever is asked for, counted not timed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import argon2
import pytest

from bot.staff.passwords import hash_password
from storage.models.staff import NO_PASSWORD
from tests.house.tree import name, python_files
from tests.security.conftest import House
from tests.support.statements import counted
from tests.support.world import PASSWORD


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The parameters of every password hash that is really worked out."""
    done: list[str] = []
    real = argon2.PasswordHasher.verify

    def verify(self: argon2.PasswordHasher, kept: str, password: str) -> bool:
        argon2.extract_parameters(kept)  # raises before any work, as the real one does
        done.append(kept.rpartition("$")[0].rpartition("$")[0])
        return real(self, kept, password)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", verify)
    return done


async def test_a_wrong_sign_in_costs_the_same_whoever_it_is_for(
    house: House, worked_out: list[str]
) -> None:
    async with house.parts.db.begin() as uow:
        for id, values in (
            # Those of tests are hashed cheaply; these are to cost what anybody's costs.
            (house.near.worker.id, {"password_hash": hash_password(PASSWORD)}),
            (house.near.manager.id, {"password_hash": NO_PASSWORD}),
            (house.near.lead.id, {"is_active": False, "password_hash": hash_password(PASSWORD)}),
        ):
            staff = await uow.staff.get(id)
            assert staff is not None
            for key, value in values.items():
                setattr(staff, key, value)
    page = await house.browser.get("/staff/sign-in")
    costs = {}
    for who, email, password in (
        ("known", house.near.worker.email, "wrong"),
        ("unknown", "nobody@near.example", "wrong"),
        ("invited", house.near.manager.email, "wrong"),
        ("closed", house.near.lead.email, PASSWORD),
    ):
        worked_out.clear()
        with counted(house.parts.db) as statements:
            answer = await house.browser.submit(
                page, "/sign-in", email=email, password=password, status=422
            )
        costs[who] = (tuple(worked_out), len(statements), len(answer.text))
    assert len(costs["known"][0]) == 1
    assert costs["unknown"][0] == costs["invited"][0] == costs["closed"][0] == costs["known"][0]
    assert len({cost[1:] for cost in costs.values()}) == 1, costs


_SECRET = re.compile(r"signature|csrf|password|secret|digest|token|nonce|verifier", re.IGNORECASE)
_NO_SECRET = (
    "NO_PASSWORD",  # that somebody has none yet
    "token_hash == token_hash",  # looked up by its hash, by the database
    "ApiToken.practice_id",
    "ApiAnswer.token_id",  # the id of a row
    "holder.token != token",  # the simulator's; its signature was compared before
    "bool(sid) != bool(token)",
    "password.lower() == email.lower()",  # both typed into one form by one person
    "password == again",
)
_NOT_OURS = {"training", "understanding", "dialogue"}  # tokens of a grammar


def compared(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and any(
            isinstance(each, ast.Eq | ast.NotEq) for each in node.ops
        ):
            yield node.lineno, ast.unparse(node)


def test_no_secret_is_compared_by_equals() -> None:
    """`==` stops at the first letter that differs. Tokens are looked up by a hash, signatures and
    form tokens compared by `hmac.compare_digest`."""
    hits = [
        f"{name(path)}:{line}: {code}"
        for path in python_files("bot", "actions", "storage")
        if not _NOT_OURS & set(path.parts)
        for line, code in compared(ast.parse(path.read_text(encoding="utf-8")))
        if _SECRET.search(code) and not any(each in code for each in _NO_SECRET)
    ]
    assert hits == []


def test_the_rule_on_secrets_would_see_it() -> None:
    (found,) = compared(ast.parse("if given == session.csrf: pass"))
    assert _SECRET.search(found[1])
