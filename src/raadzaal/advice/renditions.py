"""The published advice in all its forms: made once, kept byte for byte, and sealed in the journal (ADR 0023)."""

import hashlib
from dataclasses import dataclass
from functools import partial

from django.db.models import F, Max, Q, QuerySet

from raadzaal.advice import queries
from raadzaal.advice.models import Advice
from raadzaal.advice.reading import document
from raadzaal.council import profile
from raadzaal.files import store
from raadzaal.files.models import StoredFile
from raadzaal.files.sniffing import DOCX, ODT, PDF
from raadzaal.publications.models import Publication, Rendition
from raadzaal.texts import akoma_ntoso as akn
from raadzaal.texts.document import Document
from raadzaal.texts.odt import render_odt
from raadzaal.texts.open_forms import render_json, render_markdown
from raadzaal.texts.pdf import render_pdf
from raadzaal.texts.word_export import render_word


@dataclass(frozen=True)
class Form:
    """``with_support``: who carried it stands in an annex, as far as that is open."""

    ending: str
    media_type: str
    with_support: bool = False


FORMS = {
    "pdf": Form("pdf", PDF, with_support=True),
    "word": Form("docx", DOCX, with_support=True),
    "odt": Form("odt", ODT),
    "akoma_ntoso": Form("xml", "application/akn+xml"),
    "json": Form("json", "application/json"),
    "markdown": Form("md", "text/markdown; charset=utf-8"),
}


def taken(publication: Publication, form: str) -> bytes:
    """What goes out: the bytes that were sealed; made on the spot in the moment before that."""
    advice = _advice(publication)
    if kept := _kept(publication, form, fingerprint(publication, advice)):
        with store.open(kept.file_id) as stream:
            return stream.read()
    return rendered(publication, advice, form)


def rendered(publication: Publication, advice: Advice, form: str) -> bytes:
    made = document(publication, advice, with_support=FORMS[form].with_support)
    return _renderer(publication, form)(made)


def _renderer(publication: Publication, form: str):
    milestone = publication.milestone
    work, version = milestone.work.public_id, milestone.public_id
    if form == "akoma_ntoso":
        number = f"{publication.year}/{publication.serial}"
        return partial(
            akn.render, naming=akn.Naming(work=work, version=version, council=profile.active().key, number=number)
        )
    if form == "json":
        return partial(render_json, work=work, version=version)
    return {"pdf": render_pdf, "word": render_word, "odt": render_odt, "markdown": render_markdown}[form]


def fingerprint(publication: Publication, advice: Advice) -> str:
    """Of everything that stands in any form; cheaper than making one."""
    made: Document = document(publication, advice, with_support=True)
    return hashlib.sha256(render_json(made, work="", version="")).hexdigest()


def all_rendered(publication: Publication) -> tuple[str, dict[str, bytes]]:
    """The fingerprint, and every form by its name."""
    advice = _advice(publication)
    return fingerprint(publication, advice), {form: rendered(publication, advice, form) for form in FORMS}


def unsealed() -> QuerySet[Publication]:
    """Published, with nothing sealed of it yet, or not since it was corrected."""
    told = _published().annotate(sealed=Max("renditions__sealed_at"), corrected=Max("corrections__at"))
    return told.filter(Q(sealed=None) | Q(corrected__gt=F("sealed")))


def outdated() -> list[Publication]:
    """Published, and more is told of it than when it was last sealed. Looks through all of them."""
    return [row for row in _published() if not _sealed(row)]


def _sealed(publication: Publication) -> bool:
    return publication.renditions.filter(fingerprint=fingerprint(publication, _advice(publication))).exists()


def _published() -> QuerySet[Publication]:
    return Publication.objects.filter(published_on__isnull=False).select_related("milestone__work")


def digests(publication: Publication) -> dict[str, str]:
    """By form, of what was sealed last."""
    return dict(publication.renditions.order_by("pk").values_list("form", "file_id"))


def of_digest(sha256: str) -> Rendition | None:
    """The first time that these bytes were sealed, of what is published or was."""
    known = StoredFile.objects.filter(sha256=sha256)
    found = Rendition.objects.filter(file__in=known).exclude(
        publication__published_on=None, publication__withdrawal=None
    )
    return found.select_related("publication__case").order_by("pk").first()


def _kept(publication: Publication, form: str, print_: str) -> Rendition | None:
    return publication.renditions.filter(form=form, fingerprint=print_).first()


def _advice(publication: Publication) -> Advice:
    return queries.with_parts(Advice.objects.filter(pk=publication.case_id)).get()
