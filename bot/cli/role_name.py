"""The role of a member of staff or a token, as an operator types it."""

from __future__ import annotations

from typing import Any, Final, get_args

import click

from storage.models.staff import Role

ROLES: Final[tuple[Role, ...]] = get_args(Role)
_SHORT: Final = {
    "manager": "practice_manager",
    "lead": "programme_lead",
    "admin": "administrator",
}
"""As they are called in a practice, where there is no other of the kind."""


class RoleName(click.Choice[Role]):
    """One of the roles; "Link worker" and "link-worker" are written so by people."""

    def __init__(self) -> None:
        super().__init__(ROLES)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Role:
        name = "_".join(str(value).casefold().replace("-", " ").replace("_", " ").split())
        known = _SHORT.get(name, name)
        return super().convert(known if known in ROLES else value, param, ctx)
