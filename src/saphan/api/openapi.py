"""The description of the API: what every operation has in common is said once, here."""

from __future__ import annotations

import json
from http.client import responses
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from saphan.api.problems import MEDIA_TYPE, Problem
from saphan.workspace.listing import LARGEST_PAGE, Listing

# What any operation may answer instead of its result. A read has no body, no version and no key.
READ_ERRORS = (400, 401, 403, 404, 405, 422, 429)
WRITE_ERRORS = (*READ_ERRORS, 409, 412, 413, 428)
OPERATORS = {"": "", "not": "is not", "gte": "from", "lte": "up to", "empty": "is empty: true or false"}

PDF: dict[str, Any] = {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": 80},
    "description": "Names this request, so that its repetition gets the same answer and changes nothing.",
}


def condition(*, required: bool) -> dict[str, Any]:
    """The If-Match header."""
    return {
        "name": "If-Match",
        "in": "header",
        "required": required,
        "schema": {"type": "string", "example": '"7"'},
        "description": "The ETag of the record as you read it; * to write whatever the version.",
    }


def list_parameters(listing: Listing) -> list[dict[str, Any]]:
    """What the query of a list may hold, from its declaration."""
    sorts = [sign + key for key in sorted(listing.sorts) for sign in ("", "-")]
    plain = [
        _query("cursor", {"type": "string"}, "`next` of the page before"),
        _query(
            "limit",
            {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": 50},
            "records per page",
        ),
        _query(
            "sort", {"type": "string", "enum": sorts, "default": listing.default}, "order; - turns it around"
        ),
        _query("total", {"type": "boolean", "default": False}, "count the records too, up to a ceiling"),
    ]
    return plain + [
        _query(
            f"filter[{key}{f'__{operator}' if operator else ''}]",
            {"type": "array", "items": {"type": "string"}},
            f"{key} {OPERATORS.get(operator, operator)}".strip() + "; several values mean any of them",
        )
        for key, wanted in sorted(listing.filters.items())
        for operator in sorted(wanted.operators)
    ]


def _query(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description}


class DescribedAPI(NinjaAPI):
    """An API whose description names every way in which a request can fail."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schema["components"]["schemas"] |= {**problem.pop("$defs", {}), "Problem": problem}
        for methods in schema["paths"].values():
            for method, operation in methods.items():
                _complete(operation, READ_ERRORS if method == "get" else WRITE_ERRORS)
        return schema


def _complete(operation: dict[str, Any], errors: tuple[int, ...]) -> None:
    answers = operation["responses"]
    for status in errors:
        answers.setdefault(
            status,
            {
                "description": responses[status],
                "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            },
        )
    if any(parameter["name"] == KEY["name"] for parameter in operation["parameters"]):
        answers.setdefault(204, {"description": "Done; the record is out of this token's sight now"})


def published(api: NinjaAPI) -> str:
    """The description as it is committed: the same text for the same API."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    return json.dumps(schema, indent=1, sort_keys=True, ensure_ascii=False, default=str) + "\n"
