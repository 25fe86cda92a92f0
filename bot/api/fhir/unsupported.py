"""Search parameters that FHIR R4 has for what is served here, and Blether does not support.

FHIR leaves it to a server whether it ignores what it does not support. Of these, each would have
left somebody out: who asked for one person by an identifier would be sent everybody. So they are
refused, unless the caller prefers `handling=lenient`; what no standard knows is ignored, and said.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_ADDRESS: Final = frozenset(
    {"address", *(f"address-{part}" for part in ("city", "country", "postalcode", "state", "use"))}
)
OF_EVERY_RESOURCE: Final = frozenset(
    {"_content", "_filter", "_has", "_id", "_lastUpdated", "_list", "_profile", "_query"}
    | {"_security", "_source", "_tag", "_text"}
)
"""What any resource can be searched by (hl7.org/fhir/R4/search.html#all); who asks by
`_lastUpdated` for what is new would be sent all there is, each time."""
_ITS_OWN: Final[Mapping[str, frozenset[str]]] = {
    "Patient": _ADDRESS
    | {"active", "death-date", "deceased", "email", "gender", "general-practitioner"}
    | {"identifier", "language", "link", "organization", "phonetic"},
    "ServiceRequest": frozenset(
        {"based-on", "body-site", "category", "code", "encounter", "identifier"}
        | {"instantiates-canonical", "instantiates-uri", "intent", "occurrence", "performer"}
        | {"performer-type", "priority", "replaces", "requester", "requisition", "specimen"}
    ),
    "Appointment": frozenset(
        {"actor", "appointment-type", "identifier", "location", "part-status", "reason-code"}
        | {"reason-reference", "service-category", "service-type", "slot", "specialty"}
        | {"supporting-info"}
    ),
    "Practitioner": _ADDRESS
    | {"active", "communication", "email", "family", "gender", "given", "identifier", "name"}
    | {"phone", "phonetic", "telecom"},
    "Organization": _ADDRESS
    | {"active", "endpoint", "identifier", "name", "partof", "phonetic", "type"},
}
UNSUPPORTED: Final[Mapping[str, frozenset[str]]] = {
    kind: own | OF_EVERY_RESOURCE for kind, own in _ITS_OWN.items()
}
"""By resource (hl7.org/fhir/R4/searchparameter-registry.html)."""
