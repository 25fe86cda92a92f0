"""The OpenAPI 3.1 document, made from the endpoints and their shapes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from bot.api.endpoint import Endpoint
from bot.api.once import HEADER, LONGEST_KEY
from bot.api.problems import CONTENT_TYPE, TITLES
from bot.api.schemas.base import ProblemShape

_REF = "#/components/schemas/{model}"
Json = dict[str, Any]
Schemas = dict[tuple[Any, JsonSchemaMode], Json]


def openapi(endpoints: Sequence[Endpoint], *, server: str, version: str) -> Json:
    """The document for `endpoints`, whose paths are below `server`."""
    schemas, definitions = _schemas(endpoints)
    paths: Json = {}
    for endpoint in endpoints:
        operation = _operation(endpoint, schemas)
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Blether",
            "version": version,
            "description": "Referrals that patients made by text, and what became of them.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": server}],
        "security": [{"bearer": []}],
        "paths": paths,
        "components": {
            "schemas": definitions,
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
    }


def _schemas(endpoints: Sequence[Endpoint]) -> tuple[Schemas, Json]:
    wanted: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {
        (ProblemShape, "serialization"): None
    }
    for endpoint in endpoints:
        if endpoint.answer is not None:
            wanted[endpoint.answer, "serialization"] = None
        for shape in (endpoint.body, endpoint.query):
            if shape is not None:
                wanted[shape, "validation"] = None
    schemas, top = models_json_schema(list(wanted), ref_template=_REF)
    return {(key[0], key[1]): value for key, value in schemas.items()}, top.get("$defs", {})


def _operation(endpoint: Endpoint, schemas: Schemas) -> Json:
    made: Json = {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "tags": [endpoint.tag],
        "description": "Roles: " + ", ".join(sorted(endpoint.roles)) + ".",
        "responses": _responses(endpoint, schemas),
    }
    parameters = [
        *_path_parameters(endpoint),
        *_query_parameters(endpoint),
        *_header_parameters(endpoint),
    ]
    if parameters:
        made["parameters"] = parameters
    if endpoint.takes_body:
        made["requestBody"] = _body(endpoint, schemas)
    return made


def _path_parameters(endpoint: Endpoint) -> list[Json]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", endpoint.path)
    ]


def _query_parameters(endpoint: Endpoint) -> list[Json]:
    if endpoint.query is None:
        return []
    # Written out in place: a parameter cannot refer to a property of a shape.
    properties = endpoint.query.model_json_schema(ref_template=_REF)["properties"]
    return [
        {"name": name, "in": "query", "required": False, "schema": schema}
        for name, schema in properties.items()
    ]


def _header_parameters(endpoint: Endpoint) -> list[Json]:
    if endpoint.method != "POST":
        return []
    return [
        {
            "name": HEADER,
            "in": "header",
            "required": False,
            "description": "A key of the client's own, such as a UUID. Sent again within a day, "
            "the same request under the same key does nothing more and has the same answer; "
            "another request under it is refused with 422. What was refused may be sent again.",
            "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY},
            "example": "8e03978e-40d5-43e8-bc93-6894a57f9324",
        }
    ]


def _body(endpoint: Endpoint, schemas: Schemas) -> Json:
    schema: Json = {"type": "string"}
    if endpoint.body is not None:
        schema = schemas[endpoint.body, "validation"]
    return {
        "required": not endpoint.body_may_be_absent,
        "content": {endpoint.body_type: {"schema": schema}},
    }


def _responses(endpoint: Endpoint, schemas: Schemas) -> Json:
    schema: Json = {"type": "string"}
    if endpoint.answer is not None:
        schema = schemas[endpoint.answer, "serialization"]
    responses: Json = {
        str(endpoint.status): {
            "description": endpoint.summary,
            "content": {endpoint.answer_type: {"schema": schema}},
        }
    }
    for status in sorted({401, 403, 422, 429, 500, 503, *_always(endpoint), *endpoint.problems}):
        responses[str(status)] = {
            "description": TITLES[status],
            "content": {CONTENT_TYPE: {"schema": schemas[ProblemShape, "serialization"]}},
        }
    return responses


def _always(endpoint: Endpoint) -> set[int]:
    found = {404} if "{" in endpoint.path else set()
    return found | ({400, 408, 413, 415} if endpoint.takes_body else set())
