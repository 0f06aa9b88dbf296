"""The council's words: English identifier, Dutch term, meaning, source."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from raadzaal.council import strict_yaml
from raadzaal.council.profile import Localised

SECTIONS = MappingProxyType(
    {
        "concept": "Words of the council",
        "stage": "Stages of an advice",
        "step": "Steps of an advice",
        "role": "Roles",
        "stance": "Stances in a round",
        "disposition": "What the committee did with a remark",
        "status": "What became of a recommendation",
        "form_of_dissent": "Forms of dissent",
        "ground": "Whose advice it becomes",
    }
)


@dataclass(frozen=True, slots=True)
class Term:
    """`key` is unique within its section, `id` in the glossary: the bare key of a concept, else section.key."""

    key: str
    section: str
    dutch: str
    meaning: Localised
    source: str

    @property
    def id(self) -> str:
        return self.key if self.section == "concept" else f"{self.section}.{self.key}"

    @property
    def english(self) -> str:
        return self.key.replace("_", " ")


@lru_cache(maxsize=1)
def terms() -> MappingProxyType[str, Term]:
    """Every term by its id, in the order of the file."""
    data = strict_yaml.read(Path(str(files("raadzaal.council") / "glossary.yaml")))
    return MappingProxyType({term.id: term for term in _read(data)})


def _read(data: dict[str, dict[str, dict[str, str]]]) -> Iterator[Term]:
    for section, entries in data.items():
        for key, entry in entries.items():
            meaning = Localised({"nl": entry["nl"], "en": entry["en"]})
            yield Term(key, section, entry["term"], meaning, entry["source"])


def lookup(key: str, section: str = "concept") -> Term:
    """`lookup("quorum")`, `lookup("sent", "stage")` or `lookup("stage.sent")`. Raises KeyError."""
    return terms()[key if section == "concept" else f"{section}.{key}"]


def in_section(section: str) -> tuple[Term, ...]:
    return tuple(term for term in terms().values() if term.section == section)


def render_markdown() -> str:
    """The page docs/glossary.md."""
    parts = [
        "# Glossary",
        "Identifiers in the code are English and use the terms of the field; this page says which Dutch term each"
        " stands for, what it means and where it comes from. Written from `src/raadzaal/council/glossary.yaml` by"
        " `python -m raadzaal.council.glossary > docs/glossary.md`: change that file, not this one.",
        *(_table(section, title) for section, title in SECTIONS.items()),
    ]
    return "\n\n".join(parts) + "\n"


def _table(section: str, title: str) -> str:
    head = f"## {title}\n\n| Identifier | Dutch | Betekenis | Meaning | Source |\n|---|---|---|---|---|"
    return "\n".join([head, *(_row(term) for term in in_section(section))])


def _row(term: Term) -> str:
    meanings = (term.meaning.in_language("nl"), term.meaning.in_language("en"))
    cells = (f"`{term.key}`", term.dutch, *meanings, term.source)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    print(render_markdown(), end="")
