"""What the law and the house ask before a step. Each rule gives None, or the refusal to be shown."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from raadzaal.deliberation.queries import open_remarks
from raadzaal.deliberation.queries.variants import open_forks
from raadzaal.journal import clock
from raadzaal.procedure.refusals import Refused
from raadzaal.texts.queries import is_current

OWN, MANDATE, PREPARE = "own", "mandate", "prepare"
REMIND_DAYS = 14
TABLED = "tabled"
MEETING_OVER = ("closed", "not_held")


def was_requested(advice) -> Refused | None:
    if advice.own_initiative:
        return Refused(_("Nobody requested this advice: the council began it itself."), code="not_requested")
    return None


def text_is_written(advice) -> Refused | None:
    if advice.work is None or not advice.work.revisions.filter(superseded_at=None, removed=False).exists():
        return Refused(_("There is no text yet. Bring in a draft or add a paragraph first."), code="no_text")
    return None


def _frozen(advice, key: str) -> bool:
    return advice.work is not None and advice.work.milestones.filter(key=key).exists()


def white_draft_is_frozen(advice) -> Refused | None:
    if not _frozen(advice, "white"):
        return Refused(
            _("Freeze the white draft first, so that everybody reacts to the same text."), code="no_white_draft"
        )
    return None


def green_draft_is_frozen(advice) -> Refused | None:
    """The text that goes on is exactly the one that the committee closed on."""
    closed_on = ("green", "tabled") if advice.stage == TABLED else ("green",)
    last = advice.work.milestones.last() if advice.work else None
    if last is None or last.key not in closed_on:
        return Refused(
            _("Freeze the green draft first: the text as the committee closed on it."), code="no_green_draft"
        )
    if not is_current(advice.work, last):
        return Refused(_("The text was changed after the green draft. Freeze it again."), code="green_draft_outdated")
    return None


def round_may_close(advice) -> Refused | None:
    running = advice.rounds.last()
    if running is None or running.closed_on:
        return Refused(_("No round is open."), code="no_round")
    late = [each for each in running.invitations.all() if each.last_day >= clock.today()]
    missing = [each for each in late if not hasattr(each, "reply") or each.reply.submitted_at is None]
    if missing:
        names = ", ".join(str(each.organisation) for each in missing)
        return Refused(_("These organisations still have time to reply: %(names)s."), code="round_runs", names=names)
    return None


def remarks_are_answered(advice) -> Refused | None:
    count = open_remarks(advice).count()
    if count:
        words = ngettext_lazy("%(count)s remark has no answer yet.", "%(count)s remarks have no answer yet.", count)
        return Refused(words, code="remarks_open", count=count)
    return None


def variants_are_decided(advice) -> Refused | None:
    count = open_forks(advice).count()
    if count:
        words = ngettext_lazy(
            "%(count)s paragraph has variants between which nobody has chosen yet.",
            "%(count)s paragraphs have variants between which nobody has chosen yet.",
            count,
        )
        return Refused(words, code="variants_open", count=count)
    return None


def council_adopts(advice) -> Refused | None:
    if advice.ground != PREPARE:
        return Refused(
            _(
                "The committee closes this advice itself; the council only takes note of it (arts. 43 and 44 Wet op de SER)."
            ),
            code="committee_concludes",
        )
    return None


def waits_for_a_meeting(advice) -> Refused | None:
    """On one agenda at a time; on another when that meeting is over, or left the matter undecided (art. 27 Wet op de SER)."""
    item = advice.agenda_items.filter(kind="adopt").select_related("meeting").order_by("pk").last()
    if advice.stage != TABLED or item is None or item.meeting.state in MEETING_OVER or item.decisions.exists():
        return None
    return Refused(_("The draft advice is on the agenda of a meeting that is still to deal with it."), code="on_agenda")


def committee_concludes(advice) -> Refused | None:
    if advice.ground == PREPARE:
        return Refused(_("The council adopts this advice (art. 42 Wet op de SER)."), code="council_adopts")
    return None


def council_takes_note(advice) -> Refused | None:
    if advice.ground == PREPARE:
        return Refused(_("The council adopted this advice itself."), code="council_adopts")
    if advice.noted_on:
        return Refused(_("The council has taken note already."), code="noted")
    return None


def mandate_is_allowed(advice, ground: str) -> Refused | None:
    """A committee may not answer for the council where a minister asked the council itself (art. 44 Wet op de SER)."""
    if ground == MANDATE and advice.requested and advice.request.of_council_itself:
        return Refused(
            _(
                "The council itself was asked: this advice cannot be left to a committee's mandate (art. 44 Wet op de SER)."
            ),
            code="mandate_not_allowed",
            field="ground",
        )
    return None


def own_advice_is_allowed(advice, ground: str) -> Refused | None:
    """A committee advises in its own name only where ministers asked for it (art. 43 Wet op de SER)."""
    if ground == OWN and not advice.requested:
        return Refused(
            _("A committee advises in its own name only at the request of ministers (art. 43 Wet op de SER)."),
            code="own_not_allowed",
            field="ground",
        )
    return None


def not_published(advice) -> Refused | None:
    publication = getattr(advice, "publication", None)
    if publication and hasattr(publication, "withdrawal"):
        return Refused(_("The advice was published and withdrawn."), code="withdrawn")
    if publication and publication.published_on:
        return Refused(_("The advice has been published already."), code="published")
    return None


def stands_published(advice) -> Refused | None:
    publication = getattr(advice, "publication", None)
    if publication is None or publication.published_on is None:
        return Refused(_("The advice is not on the public site."), code="not_published")
    return None


def cover_letter_is_drafted(advice) -> Refused | None:
    if not advice.letters.filter(template="advice_offered", state="draft").exists():
        return Refused(_("The letter that goes with the advice is missing."), code="no_cover_letter")
    return None


def answer_is_nearly_due(advice) -> Refused | None:
    term = advice.terms.filter(stopped_on=None, due__isnull=False).first()
    if term is None or (term.due - clock.today()).days > REMIND_DAYS:
        return Refused(_("The answer is not due within two weeks."), code="not_due")
    return None


def answer_is_due_by_law(advice) -> bool:
    """Art. 24 Kaderwet adviescolleges: requested advice delivered on time, and own-initiative advice on main lines."""
    if advice.own_initiative:
        return advice.main_lines
    if not advice.requested:
        return False
    deadline = advice.request.deadline
    return deadline is None or advice.sent_on <= deadline


OF_THE_DOSSIER_ALONE = {was_requested, council_adopts, committee_concludes}
"""Rules that look at nothing but the dossier's own row."""
