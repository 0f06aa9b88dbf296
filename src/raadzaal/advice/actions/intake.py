"""How an advice begins, and how a request ends before it is answered."""

import hashlib

from django.utils.translation import gettext_lazy as _

from raadzaal.advice import rules
from raadzaal.advice.models import Advice, Ground, Kind, Request
from raadzaal.advice.procedure import AdviceProcedure, Stage
from raadzaal.council import profile
from raadzaal.council.models import Organisation
from raadzaal.procedure.engine import Done, begins, carries_out
from raadzaal.procedure.refusals import NotInThisProfile, Refused
from raadzaal.texts import actions as texts

MOST_QUESTIONS = 50


@begins(AdviceProcedure.file)
def file(
    *,
    actor,
    on,
    title,
    requesters,
    letter,
    questions,
    addressee,
    deadline=None,
    of_council_itself=False,
    title_en="",
    kind=Kind.ADVICE,
    key="",
) -> Done:
    """Take in a request (art. 41 W): in writing, by ministers or a Chamber, a minister with a deadline.

    *key* is the form's own: sent twice, it makes one dossier.
    """
    if made := _made_before(actor, key):
        return Done(result=made, nothing=True)
    _check_requesters(requesters, actor)
    _check_deadline(deadline, requesters, on)
    if len(questions) > MOST_QUESTIONS:
        raise Refused(_("No more than %(most)s questions."), code="too_many", field="questions", most=MOST_QUESTIONS)
    advice = Advice.objects.create(
        procedure=AdviceProcedure.key,
        profile_version=_profile_version(),
        stage=Stage.REQUESTED,
        title=title,
        title_en=title_en,
        kind=kind,
        opened_on=on,
        form_key=_form_key(actor, key),
    )
    request = Request.objects.create(
        advice=advice,
        letter=letter,
        questions=list(questions),
        received_on=on,
        deadline=deadline,
        addressee=addressee,
        of_council_itself=of_council_itself,
    )
    request.requesters.set(requesters)
    return Done(
        result=advice,
        facts={
            "requesters": sorted(each.public_id for each in requesters),
            "deadline": deadline,
            "questions": len(questions),
        },
    )


def _form_key(actor, key: str) -> str | None:
    """The key of a form as it is kept: somebody else's form with the same key is another form."""
    return hashlib.sha256(f"{actor.key}:{key}".encode()).hexdigest() if key else None


def _made_before(actor, key: str) -> Advice | None:
    kept = _form_key(actor, key)
    return Advice.objects.filter(form_key=kept).first() if kept else None


def _check_requesters(requesters, actor) -> None:
    kinds = {Organisation.Kind.MINISTRY, Organisation.Kind.CHAMBER, Organisation.Kind.CABINET}
    if any(each.kind not in kinds for each in requesters):
        raise Refused(
            _(
                "Advice is asked by ministers, state secretaries, a Chamber or a cabinet informateur (art. 41 Wet op de SER)."
            ),
            code="not_entitled",
            field="requesters",
        )
    own = actor.scopes("requester")
    if own and not actor.roles() - {"requester"} and not own & {each.public_id for each in requesters}:
        raise Refused(
            _("You file for your own office; name it among the requesters."), code="not_yours", field="requesters"
        )


def _check_deadline(deadline, requesters, on) -> None:
    if deadline is None and any(each.kind == Organisation.Kind.MINISTRY for each in requesters):
        raise Refused(
            _("A minister says by when the advice is wanted (art. 41 Wet op de SER)."),
            code="no_deadline",
            field="deadline",
        )
    if deadline is not None and deadline <= on:
        raise Refused(_("The deadline lies in the past."), code="deadline_past", field="deadline")


def _profile_version() -> str:
    return profile.active().version.isoformat()


@begins(AdviceProcedure.initiate)
def initiate(
    *, actor, on, title, committee, ground, title_en="", kind=Kind.ADVICE, main_lines=True, scope="", key=""
) -> Done:
    """Begin unasked (art. 41 W). The intention goes to the minister and both Chambers (art. 18 K). *key* as in ``file``."""
    if made := _made_before(actor, key):
        return Done(result=made, nothing=True)
    advice = Advice(
        procedure=AdviceProcedure.key,
        profile_version=_profile_version(),
        stage=Stage.DRAFTING,
        title=title,
        title_en=title_en,
        kind=kind,
        opened_on=on,
        own_initiative=True,
        main_lines=main_lines,
        scope=scope,
        form_key=_form_key(actor, key),
    )
    advice.save()
    _assign(advice, committee, ground, on)
    advice.save()
    return Done(result=advice, facts={"committee": committee.public_id, "ground": ground})


@carries_out(AdviceProcedure.accept)
def accept(advice, *, actor, on, committee, ground, in_part=False, scope="") -> Done:
    """Take the request on, whole or in part, and leave it to a committee on one of three legal grounds (arts. 42-44 W)."""
    if in_part and not scope:
        raise Refused(_("Say which part is accepted."), code="no_scope", field="scope")
    advice.in_part, advice.scope = in_part, scope
    _assign(advice, committee, ground, on)
    return Done(facts={"committee": committee.public_id, "ground": ground, "in_part": in_part})


def _assign(advice, committee, ground, on) -> None:
    if not committee.is_committee:
        raise Refused(_("Choose a committee."), code="not_a_committee", field="committee")
    if ground not in Ground.values:
        raise Refused(_("Choose the legal ground."), code="unknown", field="ground")
    if committee.closed_on and committee.closed_on <= on:
        raise Refused(
            _("This committee was closed on %(date)s."), code="closed", field="committee", date=committee.closed_on
        )
    if ground == Ground.MANDATE and not profile.active().switched_on("committee_mandate"):
        raise NotInThisProfile(field="ground")
    for rule in (rules.mandate_is_allowed, rules.own_advice_is_allowed):
        if refusal := rule(advice, ground):
            raise refusal
    advice.committee, advice.ground, advice.accepted_on = committee, ground, on
    advice.work = texts.begin(advice.public_id)


@carries_out(AdviceProcedure.decline)
def decline(advice, *, actor, on, reason) -> Done:
    advice.closing_reason = reason
    return Done(words={"reason": reason})


@carries_out(AdviceProcedure.withdraw)
def withdraw(advice, *, actor, on, reason) -> Done:
    """Stops the work in whatever stage before adoption; what was written stays with the dossier."""
    advice.closing_reason = reason
    return Done(words={"reason": reason})
