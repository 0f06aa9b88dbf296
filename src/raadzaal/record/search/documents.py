"""What the index holds: documents in parts, each with its address. Only what everybody may read ever becomes one."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date


@dataclass(frozen=True)
class Part:
    """A paragraph. ``anchor`` is where it stands on the page of its document, ``label`` what it is called there."""

    text: str
    anchor: str = ""
    label: str = ""


@dataclass(frozen=True)
class Document:
    """``key`` is the kind of source and a public id: ``publication:…``. ``unanimous`` is None where that is no question."""

    key: str
    kind: str
    title: str
    url: str
    on: date | None = None
    number: str = ""
    theme: str = ""
    committee: str = ""
    status: str = ""
    unanimous: bool | None = None
    lead: str = ""
    parts: tuple[Part, ...] = field(default=())

    @property
    def digest(self) -> str:
        """Changes with anything that is shown or found."""
        told = json.dumps(asdict(self), default=str, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()
