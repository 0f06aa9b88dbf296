"""Projection: finding things within one's own dossiers. What is found is filtered by what the reader may see, at reading."""

from collections.abc import Iterator, Sequence
from functools import partial

from django.db.models import Q, QuerySet

from raadzaal.accounts.actor import Actor
from raadzaal.advice import queries
from raadzaal.advice.models import Advice
from raadzaal.advice.reading import composition
from raadzaal.correspondence.models import Letter
from raadzaal.journal import followers
from raadzaal.journal.models import Entry
from raadzaal.journal.queries import facts
from raadzaal.texts.models import Revision
from raadzaal.texts.notation import to_plain
from raadzaal.ui.cleaning import folded
from raadzaal.workspace.models import SearchRow

LONGEST_QUERY = 200
MOST_WORDS = 8
BATCH = 500


class DossierSearch(followers.Follower):
    """One row per dossier, per paragraph and per letter, as they stand. Entries on one dossier are taken together."""

    name = "dossier_search"

    def apply_all(self, entries: Sequence[Entry]) -> None:
        by_dossier: dict[str, list[Entry]] = {}
        for entry in entries:
            by_dossier.setdefault(entry.dossier, []).append(entry)
        for advice in Advice.objects.filter(public_id__in=by_dossier):
            self._index(advice, by_dossier[advice.public_id])

    def _index(self, advice: Advice, entries: list[Entry]) -> None:
        paragraphs = _touched(advice, entries)
        gone = [f"node:{each.node.public_id}" for each in paragraphs if each.removed]
        SearchRow.objects.filter(subject__in=gone).delete()
        standing = [each for each in paragraphs if not each.removed]
        SearchRow.objects.bulk_create(
            _rows(advice, standing, entries[-1].seq),
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["subject"],
            update_fields=["dossier", "kind", "heading", "words", "seq"],
        )

    def wipe(self) -> None:
        SearchRow.objects.all().delete()


def _touched(advice: Advice, entries: list[Entry]) -> list[Revision]:
    """The present revisions of the paragraphs that the entries tell of; of a text that was brought in, all."""
    revisions = Revision.objects.filter(work=advice.work_id, superseded_at=None).select_related("node")
    if all(entry.kind != "advice.bring_in" for entry in entries):
        told = [facts(entry) for entry in entries]
        nodes = {each["node"] for each in told if each.get("node")}
        nodes |= {chosen["node"] for each in told for chosen in each.get("choices", ())}
        revisions = revisions.filter(node__public_id__in=nodes)
    return list(revisions)


def _rows(advice: Advice, paragraphs: list[Revision], seq: int) -> Iterator[SearchRow]:
    row = partial(_row, dossier=advice.public_id, seq=seq)
    yield row(f"advice:{advice.public_id}", "dossier", advice.title, f"{advice.title} {advice.title_en}")
    for each in paragraphs:
        yield row(f"node:{each.node.public_id}", "paragraph", advice.title, to_plain(each.notation))
    for letter in Letter.objects.filter(case=advice.pk):
        yield row(f"letter:{letter.public_id}", "letter", letter.subject, f"{letter.subject} {letter.body}")
    for view in advice.dissents.prefetch_related("seats__displayed"):
        words = f"{view.get_form_display()} {view.text} {composition(view)}"
        yield row(f"dissent:{view.public_id}", "dissent", advice.title, words)


def _row(subject: str, kind: str, heading: str, words: str, **where) -> SearchRow:
    return SearchRow(subject=subject, kind=kind, heading=heading[:250], words=folded(words), **where)


def asked_words(query: str) -> list[str]:
    """What is looked for: the words of a query, folded as the rows are."""
    return [word for word in folded(query[:LONGEST_QUERY]).split() if any(map(str.isalnum, word))][:MOST_WORDS]


def find(actor: Actor, query: str) -> QuerySet[SearchRow]:
    """Rows with every word of *query*, in dossiers that the reader may see; paragraphs only where the draft is
    theirs to read, letters only where they write them.
    """
    words = asked_words(query)
    if not words:
        return SearchRow.objects.none()
    dossiers, drafts, letters = (
        of(actor).values("public_id") for of in (queries.visible, queries.readable_drafts, queries.with_own_letters)
    )
    published = queries.visible(actor).filter(publication__published_on__isnull=False).values("public_id")
    rows = SearchRow.objects.filter(
        Q(kind="dossier", dossier__in=dossiers)
        | Q(kind="paragraph", dossier__in=drafts)
        | Q(kind="letter", dossier__in=letters)
        | Q(kind="dissent", dossier__in=drafts)
        | Q(kind="dissent", dossier__in=published)
    )
    for word in words:
        rows = rows.filter(words__contains=word)
    return rows.order_by("dossier", "kind", "pk")
