"""Opening, extending and closing a round: called by the steps of the task that consults."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.council import profile
from raadzaal.council.models import Body, Organisation
from raadzaal.council.profile.conduct import Stance
from raadzaal.deliberation import rules
from raadzaal.deliberation.disclosure import MOST_DAYS, Opens, Rule, To, of_house
from raadzaal.deliberation.models import Invitation, Reply, Round
from raadzaal.deliberation.queries import still_awaited
from raadzaal.deliberation.scale import kept
from raadzaal.journal import acts, clock
from raadzaal.procedure.models import Case
from raadzaal.procedure.refusals import Refused
from raadzaal.texts.models import Milestone


def open_round(
    case: Case,
    milestone: Milestone,
    organisations: Iterable[Organisation],
    deadline: date,
    *,
    draft_public: bool = True,
    standings: Mapping[int, str] | None = None,
    scale: Sequence[Stance] = (),
    replies_seen: str | None = None,
    opens: Rule | None = None,
    actor: Actor,
    on: date,
) -> Round:
    """Ask *organisations* to react on the frozen text until and including *deadline*. Raises Refused.

    *standings* is by organisation (primary key) where it is not what its group tells; *scale*, *replies_seen* and *opens* (what
    becomes known afterwards) where the round departs from the profile.
    """
    acts.require()
    asked = list({each.pk: each for each in organisations}.values())
    if not asked:
        raise Refused(_("Ask at least one organisation."), code="no_organisations", field="organisations")
    if refusal := rules.deadline_fits(deadline, after=clock.today()):
        raise refusal
    if case.rounds.filter(closed_on=None).exists():
        raise Refused(_("A round is open already. Close it first."), code="round_open")
    opened = Round.objects.create(
        case_id=case.pk,
        milestone=milestone,
        committee=_committee(case),
        opened_on=on,
        deadline=deadline,
        draft_public=draft_public,
        scale=kept(scale) if scale else [],
        replies_seen=_seen(replies_seen),
        **_opening(opens),
    )
    given = standings or {}
    Invitation.objects.bulk_create(
        Invitation(round=opened, organisation=each, standing=_standing(each, given.get(each.pk, ""))) for each in asked
    )
    return opened


def _seen(wanted: str | None) -> str:
    chosen = profile.active().rounds.replies_seen if wanted is None else wanted
    if chosen not in Round.Seen.values:
        raise Refused(_("Choose when others see a reply."), code="unknown", field="replies_seen")
    return chosen


def _opening(wanted: Rule | None) -> dict:
    """Kept with the round: who answers relies on it, whatever the profile comes to say."""
    rule = wanted or of_house(profile.active().rounds.disclosure)
    if rule.opens not in Opens.values or rule.to not in To.values:
        raise Refused(_("Choose what becomes known, and to whom."), code="unknown", field="opens")
    if not 0 <= rule.days <= MOST_DAYS:
        message = _("At most %(most)s days after adoption.")
        raise Refused(message, code="too_long", field="opens_after", most=MOST_DAYS)
    return {"opens": rule.opens, "opens_after": rule.days, "opens_to": rule.to}


def _standing(organisation: Organisation, given: str) -> str:
    """Who belongs to no group of the council, such as a planning bureau or a platform of young people, never counts."""
    own = set(Invitation.Standing.values) - {Invitation.Standing.PARTY, Invitation.Standing.MEMBER}
    if organisation.kind == Organisation.Kind.MEMBER:
        return Invitation.Standing.MEMBER
    if organisation.group:
        return Invitation.Standing.PARTY
    if given in own:
        return given
    ministry = organisation.kind == Organisation.Kind.MINISTRY
    return Invitation.Standing.OBSERVER if ministry else Invitation.Standing.ADVISORY


def _committee(case: Case) -> Body | None:
    return Body.objects.filter(public_id__in=case.role_scopes().get("committee_secretary", ())).first()


def extend(running: Round, organisation: Organisation, until: date, reason: str = "", *, on: date) -> Invitation:
    """Give one organisation more time. How often is the profile's rule. Raises Refused."""
    acts.require()
    running = locked(running.pk)
    asked = Invitation.objects.filter(round=running, organisation=organisation)
    invitation = asked.select_for_update(of=("self",), no_key=True).first()
    check_extension(running, invitation, until)
    invitation.extended_until, invitation.extension_reason = until, reason
    invitation.extensions += 1
    invitation.save(update_fields=["extended_until", "extension_reason", "extensions"])
    return invitation


def check_extension(running: Round, invitation: Invitation | None, until: date) -> None:
    if running.closed_on:
        raise closed()
    if invitation is None:
        raise Refused(_("This organisation was not asked in this round."), code="not_asked", field="organisation")
    if Reply.objects.filter(invitation=invitation, submitted_at__isnull=False).exists():
        raise Refused(_("This organisation has replied already."), code="submitted", field="organisation")
    if invitation.extensions >= profile.active().rounds.most_extensions:
        raise Refused(
            _("This organisation got more time before; the house rule allows no more."),
            code="extended_enough",
            field="organisation",
        )
    after = max(invitation.last_day, clock.today())
    if refusal := rules.deadline_fits(until, after=after, field="until"):
        raise refusal


def close_round(running: Round, on: date) -> Round:
    """End the round: when all have replied, or the last day of those who have not is over. Raises Refused."""
    acts.require()
    running = locked(running.pk)
    if running.closed_on:
        raise closed()
    if awaited := still_awaited(running, clock.today()):
        names = ", ".join(str(each.organisation) for each in awaited)
        raise Refused(_("These organisations still have time to reply: %(names)s."), code="round_runs", names=names)
    running.closed_on = on
    running.save(update_fields=["closed_on"])
    return running


def locked(pk: int) -> Round:
    """The round, locked until commit: what is submitted and what is closed wait for each other here."""
    return Round.objects.select_for_update(no_key=True).get(pk=pk)


def closed() -> Refused:
    return Refused(
        _("This round has been closed. Ask the secretary of the committee what can still be done."), code="round_closed"
    )
