"""/fhir/metadata: what is served here, as a CapabilityStatement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.api.fhir.kinds import Kind

FHIR_VERSION: Final = "4.0.1"
_SINCE: Final = "2026-11-26"
_DOCUMENTATION: Final[Mapping[str, str]] = {
    "birthdate": "Beside a name or a number, never alone",
    "family": "A name is kept whole: this finds what name does",
    "given": "A name is kept whole: this finds what name does",
}
_WHAT: Final = "Referrals that patients made by text, and their appointments; to read"


def capability(kinds: Sequence[Kind], base: str, version: str) -> dict[str, Any]:
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": _SINCE,
        "kind": "instance",
        "software": {"name": "Blether", "version": version},
        "implementation": {"description": _WHAT, "url": base},
        "fhirVersion": FHIR_VERSION,
        "format": ["application/fhir+json", "json"],
        "rest": [
            {
                "mode": "server",
                "security": {
                    "cors": False,
                    "description": "Authorization: Bearer TOKEN, as for /api/v1; "
                    "a token sees one practice.",
                },
                "resource": [_resource(kind) for kind in kinds],
            }
        ],
    }


def _resource(kind: Kind) -> dict[str, Any]:
    return {
        "type": kind.name,
        "interaction": [{"code": "read"}, {"code": "search-type"}],
        "versioning": "no-version",
        "searchParam": [_parameter(name, type_of) for name, type_of in kind.searched.items()],
    }


def _parameter(name: str, type_of: str) -> dict[str, str]:
    said = {"documentation": _DOCUMENTATION[name]} if name in _DOCUMENTATION else {}
    return {"name": name, "type": type_of, **said}
