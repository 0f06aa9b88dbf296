"""What is wrong with a question, as RFC 9457 has it told."""

from dataclasses import dataclass, field

TITLES = {
    400: "The question is not right",
    404: "Not found",
    405: "Only reading is possible",
    429: "Too many questions",
    503: "Not ready yet",
}


@dataclass(frozen=True)
class Fault:
    """One parameter and what is wrong with it."""

    name: str
    code: str
    detail: str

    def told(self) -> dict:
        return {"in": "query", "location": {"name": self.name}, "code": self.code, "detail": self.detail}


@dataclass(frozen=True)
class Problem(Exception):
    status: int
    detail: str
    faults: tuple[Fault, ...] = field(default=())

    def told(self, instance: str) -> dict:
        told = {
            "type": "about:blank",
            "title": TITLES[self.status],
            "status": self.status,
            "detail": self.detail,
            "instance": instance,
        }
        return told | ({"errors": [each.told() for each in self.faults]} if self.faults else {})


SCHEMA = {
    "type": "object",
    "description": "A problem (RFC 9457).",
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "in": {"type": "string"},
                    "location": {"type": "object"},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
                "required": ["in", "location", "code", "detail"],
            },
        },
    },
    "required": ["type", "title", "status", "detail"],
}


def not_found() -> Problem:
    return Problem(404, "There is nothing public at this address.")


def wrong(*faults: Fault) -> Problem:
    return Problem(400, " ".join(each.detail for each in faults), faults)
