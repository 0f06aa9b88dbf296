"""Projection: finding things within one's own dossiers. What is found is filtered by what the reader may see, at reading."""

import json
import unicodedata

from django.db.models import QuerySet

from raadzaal.accounts.actor import Actor
from raadzaal.advice import queries
from raadzaal.advice.models import Advice
from raadzaal.correspondence.models import Letter
from raadzaal.journal import followers
from raadzaal.journal.models import Entry
from raadzaal.texts.models import Revision
from raadzaal.texts.notation import to_plain
from raadzaal.workspace.models import SearchRow

LONGEST_QUERY = 200
MOST_WORDS = 8
LETTERS = {"correspondence.rewrite", "correspondence.send", "correspondence.drop"}


def folded(text: str) -> str:
    """Lower case, without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


class DossierSearch(followers.Follower):
    """One row per dossier, per paragraph and per letter, as they stand."""

    name = "dossier_search"

    def apply(self, entry: Entry) -> None:
        told = json.loads(bytes(entry.body))["facts"]
        advice = Advice.objects.filter(public_id=entry.dossier).first() if entry.dossier else None
        if advice is None:
            return
        _index(entry, f"advice:{advice.public_id}", "dossier", advice.title, f"{advice.title} {advice.title_en}")
        if "node" in told:
            self._paragraphs(entry, advice, [told["node"]])
        elif entry.kind == "advice.bring_in":
            self._paragraphs(entry, advice, None)
        for letter in Letter.objects.filter(case=advice, drafted_at__lte=entry.at).order_by("-pk")[:3]:
            _index(entry, f"letter:{letter.public_id}", "letter", letter.subject, f"{letter.subject} {letter.body}")

    def _paragraphs(self, entry: Entry, advice: Advice, nodes: list[str] | None) -> None:
        rows = Revision.objects.filter(work=advice.work, superseded_at=None).select_related("node")
        if nodes is not None:
            rows = rows.filter(node__public_id__in=nodes)
        gone = [f"node:{row.node.public_id}" for row in rows if row.removed]
        SearchRow.objects.filter(subject__in=gone).delete()
        for row in rows:
            if not row.removed:
                _index(entry, f"node:{row.node.public_id}", "paragraph", advice.title, to_plain(row.notation))

    def wipe(self) -> None:
        SearchRow.objects.all().delete()


def _index(entry: Entry, subject: str, kind: str, heading: str, words: str) -> None:
    SearchRow.objects.update_or_create(
        subject=subject,
        defaults={
            "dossier": entry.dossier,
            "kind": kind,
            "heading": heading[:250],
            "words": folded(words),
            "seq": entry.seq,
        },
    )


def find(actor: Actor, query: str) -> QuerySet[SearchRow]:
    """Rows with every word of *query*, in dossiers that the reader may see; paragraphs only where the draft is theirs to read."""
    words = [word for word in folded(query[:LONGEST_QUERY]).split() if any(map(str.isalnum, word))][:MOST_WORDS]
    if not words:
        return SearchRow.objects.none()
    dossiers = list(queries.with_parts(queries.visible(actor)))
    drafts = {each.public_id for each in dossiers if queries.may_read_draft(each, actor)}
    rows = SearchRow.objects.filter(kind="dossier", dossier__in=[each.public_id for each in dossiers])
    rows |= SearchRow.objects.filter(kind__in=["paragraph", "letter"], dossier__in=drafts)
    for word in words:
        rows = rows.filter(words__contains=word)
    return rows.order_by("dossier", "kind", "pk")
