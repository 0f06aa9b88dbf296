"""The OpenAPI 3.1 document, written from the declarations that answer."""

from raadzaal.council import profile
from raadzaal.record.api import problems
from raadzaal.record.api.resources import FOUND, RESOURCES, Resource
from raadzaal.record.api.shapes import publications
from raadzaal.record.api.shapes.names import API

VERSION = "1.0.0"
PROBLEM = "application/problem+json"
TAGS = {
    "advices": "Published advices",
    "dossiers": "Dossiers that everybody may follow",
    "publications": "Everything the council published, the archive too",
    "meetings": "Public meetings",
    "council": "Organisations, bodies and seats",
    "search": "Search",
    "proof": "Proof: the signed log",
    "about": "About this API",
}
HEADERS = {
    "API-Version": {"description": "The whole version number.", "schema": {"type": "string"}},
    "ETag": {"description": "Changes with the answer.", "schema": {"type": "string"}},
}


def document(base: str, mail: str) -> dict:
    """*base* is how the addresses of this site begin, *mail* where the council is asked about it."""
    council = profile.active()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Open data – {council.name}",
            "version": VERSION,
            "description": "Everything that is public about the work of the council, to read and reuse. No key is needed.",
            "contact": {"name": str(council.name), "email": mail, "url": f"{base}/open-data/"},
        },
        "servers": [{"url": base + API}],
        "tags": [{"name": name, "description": about} for name, about in TAGS.items()],
        "paths": {
            **{f"/{each.path}": {"get": _operation(each)} for each in RESOURCES},
            "/openapi.json": {"get": _about()},
        },
        "components": {
            "schemas": {**_schemas(), "Problem": problems.SCHEMA},
            "headers": HEADERS,
        },
    }


def _schemas() -> dict:
    shapes = [shape for each in RESOURCES for shape in each.shape.within()]
    shapes += list(publications.facet_value.within())
    return {shape.name: shape.schema() for shape in shapes}


def _operation(each: Resource) -> dict:
    told = {
        "operationId": each.operation,
        "tags": [each.tag],
        "summary": each.about,
        "parameters": [*_in_path(each), *(parameter.described() for parameter in each.parameters)],
        "responses": {"200": _answer(_schema(each)), "304": {"description": "Not changed.", "headers": _headers()}},
    }
    told["responses"]["400"] = _problem("The question is not right.")
    told["responses"]["429"] = _problem(
        "Too many questions from one address; Retry-After says when to ask again, in seconds."
    )
    if each.may_be_missing:
        told["responses"]["404"] = _problem("There is nothing public at this address.")
    if each is FOUND:
        told["responses"]["503"] = _problem("The index is being made ready.")
    return told


def _in_path(each: Resource) -> list[dict]:
    if not each.of:
        return []
    schema = {"type": "string", "pattern": "^[0-9a-z_-]{1,64}$"}
    return [{"name": "id", "in": "path", "required": True, "description": "Its id or key.", "schema": schema}]


def _schema(each: Resource) -> dict:
    if each is FOUND:
        return _found_schema()
    if not each.listed:
        return each.shape.reference()
    return {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": each.shape.reference()},
            "next": {"type": ["string", "null"], "format": "uri", "description": "Where the list goes on."},
        },
        "required": ["items", "next"],
        "additionalProperties": False,
    }


def _found_schema() -> dict:
    facet = {"type": "array", "items": publications.facet_value.reference()}
    return {
        "type": "object",
        "properties": {
            "total": {"type": "integer", "description": "How many were found."},
            "page": {"type": "integer", "description": "Which page of ten this is."},
            "items": {"type": "array", "items": publications.hit.reference()},
            "facets": {"type": "object", "description": "How many of each there are.", "additionalProperties": facet},
        },
        "required": ["total", "page", "items", "facets"],
        "additionalProperties": False,
    }


def _about() -> dict:
    return {
        "operationId": "getOpenapi",
        "tags": ["about"],
        "summary": "This document.",
        "responses": {
            "200": _answer({"type": "object"}),
            "304": {"description": "Not changed.", "headers": _headers()},
        },
    }


def _headers() -> dict:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in HEADERS}


def _answer(schema: dict) -> dict:
    return {"description": "The answer.", "headers": _headers(), "content": {"application/json": {"schema": schema}}}


def _problem(about: str) -> dict:
    return {
        "description": about,
        "headers": {"API-Version": {"$ref": "#/components/headers/API-Version"}},
        "content": {PROBLEM: {"schema": problems.SCHEMA}},
    }
