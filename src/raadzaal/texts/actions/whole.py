"""What is done to a text as a whole: words replaced everywhere, and back to a version that was kept."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.journal import acts
from raadzaal.procedure.refusals import Refused
from raadzaal.texts.actions.editing import checked
from raadzaal.texts.actions.revisions import LONGEST_REASON, altering, follow_all, following, latest, lock, tidy
from raadzaal.texts.actions.undoing import write_again
from raadzaal.texts.conflicts import Conflict
from raadzaal.texts.finding import Sought, replaced
from raadzaal.texts.models import Alteration, Milestone, Revision, Work

MOST_PLACES = 5_000
Ticked = Mapping[str, tuple[int, Sequence[str]]]


class ChangedSinceSearch(Conflict):
    """Somebody wrote in a paragraph after it was searched; nothing was replaced in any."""

    message = _(
        "%(author)s changed a paragraph since you searched. Nothing was replaced. Look at what stands there now."
    )
    gone = _("%(author)s took a paragraph out since you searched. Nothing was replaced. Look at what stands there now.")


def replace_words(
    work: Work, *, sought: Sought, replacement: str, ticked: Ticked, actor: Actor, reason: str = ""
) -> Alteration:
    """Put other words in the places that were ticked: per paragraph the revision that was seen, and ``Hit.key`` s.

    Raises ChangedSinceSearch when one of these paragraphs was changed since, with nothing replaced anywhere.
    """
    acts.require()
    lock(work.pk)
    places = sum(len(keys) for _number, keys in ticked.values())
    if not places:
        raise Refused(_("Tick the places where the words are to be replaced."), code="nothing_ticked", field="sought")
    if places > MOST_PLACES:
        message = _("At most %(most)s places at once.")
        raise Refused(message, code="many", field="sought", most=MOST_PLACES)
    present = {each.node.public_id: each for each in _present(work)}
    if set(ticked) - set(present):
        raise Refused(_("A paragraph was taken out since. Search again."), code="removed", field="sought")
    blocks = [
        (present[node_id], _replaced(present[node_id], number, keys, sought, replacement))
        for node_id, (number, keys) in ticked.items()
    ]
    by = altering(work, Alteration.What.REPLACE, actor, reason)
    follow_all((each, following(each, block, by) | {"position": each.position}) for each, block in blocks)
    return by


def _present(work: Work):
    return Revision.objects.filter(work=work, superseded_at=None, removed=False).select_related("node")


def _replaced(present: Revision, number: int, keys: Sequence[str], sought: Sought, replacement: str):
    if present.number != number:
        raise ChangedSinceSearch(mine=None, latest=latest(present), base=None)
    try:
        return checked(replaced(present.block, sought, keys, replacement))
    except KeyError as missing:
        raise Refused(
            _("The words do not stand there any more. Search again."), code="gone", field="sought"
        ) from missing


def go_back(milestone: Milestone, *, actor: Actor, reason: str) -> Alteration | None:
    """The text says again what it said in that version, in that order; what came since is taken out. None: it says so already."""
    acts.require()
    lock(milestone.work_id)
    if not tidy(reason, LONGEST_REASON, "reason"):
        raise Refused(_("Say why the text goes back to this version."), code="no_reason", field="reason")
    kept = {line.node_id: line.revision for line in milestone.lines.select_related("revision")}
    wanted = []
    for now in Revision.objects.filter(work=milestone.work_id, superseded_at=None).select_related("node"):
        then = kept.get(now.node_id)
        if then is None and not now.removed:
            wanted.append((now, now.block, True, None))
        elif then is not None and (now.removed, now.position, now.block) != (False, then.position, then.block):
            wanted.append((now, then.block, False, then))
    if not wanted:
        return None
    by = altering(milestone.work, Alteration.What.BACK, actor, reason)
    write_again(milestone.work, by, wanted)
    return by
