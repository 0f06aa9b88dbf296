"""An advice as others cite it: in plain Dutch, as BibTeX, as RIS and as CSL-JSON."""

import json
import re
import unicodedata
from dataclasses import dataclass

from django.utils import formats, translation

from raadzaal.advice import presenting
from raadzaal.council import profile
from raadzaal.publications.models import Publication

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_SPECIAL |= {sign: "\\" + sign for sign in "&%$#_"}


@dataclass(frozen=True)
class Cited:
    """What every form tells; ``url`` is the permanent address of the text as it was adopted."""

    publication: Publication
    url: str

    @property
    def council(self) -> str:
        return profile.active().name.in_language("nl")

    @property
    def title(self) -> str:
        return _one_line(self.publication.case.title)

    @property
    def number(self) -> str:
        return presenting.number(self.publication)

    @property
    def key(self) -> str:
        """Of letters, figures and hyphens only."""
        short = unicodedata.normalize("NFKD", profile.active().short_name).encode("ascii", "ignore").decode()
        return f"{re.sub(r'[^A-Za-z0-9]', '', short)}-{self.publication.year}-{self.publication.serial}"


def plain(cited: Cited) -> str:
    with translation.override("nl"):
        day = formats.date_format(cited.publication.adopted_on, "j F Y")
    return f"{cited.council}, {cited.title} (advies {cited.number}), {day}, {cited.url}\n"


def bibtex(cited: Cited) -> str:
    on = cited.publication.adopted_on
    told = {
        "author": f"{{{_tex(cited.council)}}}",
        "title": f"{{{_tex(cited.title)}}}",
        "institution": _tex(cited.council),
        "type": "Advies",
        "number": _tex(cited.number),
        "year": str(on.year),
        "month": MONTHS[on.month - 1],
        "url": cited.url,
        "language": "dutch",
    }
    lines = [f"  {name} = {words if name == 'month' else '{' + words + '}'}" for name, words in told.items()]
    return f"@techreport{{{cited.key},\n" + ",\n".join(lines) + "\n}\n"


def ris(cited: Cited) -> str:
    on = cited.publication.adopted_on
    told = (
        ("TY", "RPRT"), ("AU", cited.council), ("TI", cited.title), ("PB", cited.council), ("M1", cited.number), ("M3", "Advies"),
        ("PY", str(on.year)), ("DA", f"{on:%Y/%m/%d}"), ("LA", "nl"), ("UR", cited.url), ("ER", ""),
    )  # fmt: skip
    return "".join(f"{name}  - {words}\r\n" for name, words in told)


def csl(cited: Cited) -> str:
    on = cited.publication.adopted_on
    told = {
        "id": cited.key,
        "type": "report",
        "title": cited.title,
        "author": [{"literal": cited.council}],
        "publisher": cited.council,
        "number": cited.number,
        "genre": "Advies",
        "issued": {"date-parts": [[on.year, on.month, on.day]]},
        "language": "nl",
        "URL": cited.url,
    }
    return json.dumps([told], ensure_ascii=False, indent=1) + "\n"


FORMS = {
    "txt": (plain, "text/plain; charset=utf-8"),
    "bib": (bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": (ris, "application/x-research-info-systems; charset=utf-8"),
    "csl.json": (csl, "application/vnd.citationstyles.csl+json"),
}
"""By the ending of the file."""


def _tex(words: str) -> str:
    return "".join(_SPECIAL.get(sign, sign) for sign in words)


def _one_line(words: str) -> str:
    return " ".join(words.split())
