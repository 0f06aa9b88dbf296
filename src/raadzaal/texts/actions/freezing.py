"""A milestone: the whole text as it stood at one moment, with the numbers it bore."""

from datetime import date

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.journal import acts, clock
from raadzaal.procedure.refusals import Refused
from raadzaal.texts.actions.revisions import lock
from raadzaal.texts.lines import digest, html_of
from raadzaal.texts.models import Milestone, MilestoneLine, Revision, Work
from raadzaal.texts.queries import current


def freeze(work: Work, key: str, *, actor: Actor, on: date) -> Milestone:
    """Keep the text as it stands now. Raises Refused for a text without paragraphs."""
    acts.require()
    lock(work.pk)
    lines = current(work)
    if not lines:
        raise Refused(_("There is no text yet to keep a version of."), code="empty_text")
    milestone = Milestone.objects.create(
        work=work,
        key=Milestone.Key(key),
        number=(work.milestones.aggregate(last=Max("number"))["last"] or 0) + 1,
        frozen_at=clock.now(),
        frozen_on=on,
        author=actor.key,
        digest=digest(lines),
    )
    _freeze_lines(milestone, lines)
    return milestone


def _freeze_lines(milestone: Milestone, lines) -> None:
    standing = Revision.objects.filter(work=milestone.work_id, superseded_at=None, removed=False)
    keys = {public: (pk, node) for public, pk, node in standing.values_list("node__public_id", "pk", "node_id")}
    html = html_of(lines)
    MilestoneLine.objects.bulk_create(
        [
            MilestoneLine(
                milestone=milestone,
                revision_id=keys[line.node_id][0],
                node_id=keys[line.node_id][1],
                order=order,
                number=line.number,
                label=line.label,
                html=html[line.node_id],
            )
            for order, line in enumerate(lines, start=1)
        ],
        500,
    )
