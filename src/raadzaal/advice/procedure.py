"""An advice, from request or own initiative to the answer of those who asked.

Sources: Wet op de Sociaal-Economische Raad (W), Kaderwet adviescolleges (K); where the law is silent, the house rule.
"""

from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from raadzaal.advice import rules
from raadzaal.advice.stages import RESPONSE_AGREED, RESPONSE_BY_LAW, Stage
from raadzaal.journal.models import Audience
from raadzaal.procedure.basis import Basis
from raadzaal.procedure.roles import (
    committee_chair,
    committee_secretary,
    council_chair,
    executive_committee,
    requester,
    secretariat,
    secretary_general,
)
from raadzaal.procedure.vocabulary import Procedure, Step

_law_41 = Basis("statute", "art. 41 Wet op de SER")
_house = Basis("house_rule", gettext_noop("the way the council works"))
_written = (Stage.DRAFTING, Stage.PROCESSING)
_before_adoption = (Stage.REQUESTED, Stage.DRAFTING, Stage.CONSULTING, Stage.PROCESSING, Stage.TABLED)
_writes = partial(Step, _written, None, by=committee_secretary, basis=_house, quiet=True)
_after_adoption = (Stage.ADOPTED, Stage.SENT, Stage.RECEIVED, Stage.ANSWERED)
_told = {"guards": (rules.stands_published,), "basis": _house, "audience": Audience.PUBLIC}
_of_published = partial(Step, _after_adoption, None, by=secretariat | secretary_general, **_told)


class AdviceProcedure(Procedure):
    """From request to cabinet response."""

    key = "advice"
    title = _("Advice: from request to cabinet response")
    stages = Stage
    begins = frozenset({Stage.REQUESTED, Stage.DRAFTING})
    ends = frozenset({Stage.ANSWERED, Stage.DECLINED, Stage.WITHDRAWN})
    line = (
        Stage.REQUESTED,
        Stage.DRAFTING,
        Stage.CONSULTING,
        Stage.PROCESSING,
        Stage.TABLED,
        Stage.ADOPTED,
        Stage.SENT,
        Stage.RECEIVED,
        Stage.ANSWERED,
    )
    terms = (RESPONSE_BY_LAW, RESPONSE_AGREED)

    file = Step(
        (),
        Stage.REQUESTED,
        by=requester | secretariat,
        needs=("requesters", "letter", "questions", "addressee"),
        label=_("File a request for advice"),
        done=_("Request for advice received"),
        letter=("request_received",),
        basis=_law_41,
        audience=Audience.PUBLIC,
        main=True,
    )
    initiate = Step(
        (),
        Stage.DRAFTING,
        by=executive_committee | secretary_general,
        needs=("title", "committee", "ground"),
        label=_("Start on the council's own initiative"),
        done=_("Started on the council's own initiative"),
        letter=("intention",),
        basis=Basis("statute", "art. 41 Wet op de SER; art. 18 Kaderwet adviescolleges"),
        audience=Audience.PUBLIC,
    )
    accept = Step(
        Stage.REQUESTED,
        Stage.DRAFTING,
        by=executive_committee | secretary_general,
        needs=("committee", "ground"),
        label=_("Accept the request and name a committee"),
        done=_("Request accepted"),
        letter=("request_accepted",),
        basis=Basis("statute", gettext_noop("arts. 14 and 42-44 Wet op de SER")),
        audience=Audience.PUBLIC,
        main=True,
    )
    decline = Step(
        Stage.REQUESTED,
        Stage.DECLINED,
        by=executive_committee | secretary_general,
        needs=("reason",),
        label=_("Decline the request"),
        done=_("Request declined"),
        letter=("request_declined",),
        basis=_house,
        audience=Audience.PUBLIC,
    )
    withdraw = Step(
        _before_adoption,
        Stage.WITHDRAWN,
        by=requester | secretary_general,
        needs=("reason",),
        guards=(rules.was_requested,),
        label=_("Withdraw the request"),
        done=_("Request withdrawn"),
        basis=_house,
        audience=Audience.PUBLIC,
    )
    bring_in = Step(
        _written,
        None,
        by=committee_secretary,
        needs=("preview",),
        label=_("Bring in a draft from Word"),
        done=_("Draft brought in from Word"),
        basis=_house,
    )
    edit = _writes(needs=("node",), label=_("Edit a paragraph"), done=_("Paragraph edited"))
    restructure = _writes(
        needs=("change",), label=_("Add, move or remove a paragraph"), done=_("Structure of the text changed")
    )
    revise = _writes(needs=("change",), label=_("Revise the text as a whole"), done=_("Text revised"))
    recommend = _writes(
        needs=("node", "addressee", "objective", "argument"),
        label=_("Say for whom a recommendation is and what it rests on"),
        done=_("Recommendation described"),
    )
    offer_variants = _writes(
        needs=("node", "notation"), label=_("Offer variants of a paragraph"), done=_("Variant of a paragraph offered")
    )
    summarise = Step(
        (*_written, Stage.CONSULTING, Stage.TABLED, Stage.ADOPTED),
        None,
        by=committee_secretary | secretariat,
        needs=("summary",),
        label=_("Write the summary"),
        done=_("Summary written"),
        basis=_house,
        quiet=True,
    )
    freeze = Step(
        _written,
        None,
        by=committee_secretary,
        needs=("milestone",),
        guards=(rules.text_is_written,),
        label=_("Freeze a version"),
        done=_("Version frozen"),
        basis=_house,
    )
    consult = Step(
        _written,
        Stage.CONSULTING,
        by=committee_secretary,
        needs=("organisations", "deadline"),
        guards=(rules.white_draft_is_frozen,),
        label=_("Open a round with the organisations"),
        done=_("Round with the organisations opened"),
        letter=("call_for_reactions",),
        basis=_house,
        audience=Audience.PUBLIC,
        main=(Stage.DRAFTING,),
    )
    extend_reply = Step(
        Stage.CONSULTING,
        None,
        by=committee_secretary,
        needs=("organisation", "until", "reason"),
        label=_("Give an organisation more time"),
        done=_("More time given"),
        basis=_house,
    )
    close_round = Step(
        Stage.CONSULTING,
        Stage.PROCESSING,
        by=committee_secretary,
        guards=(rules.round_may_close,),
        label=_("Close the round"),
        done=_("Round with the organisations closed"),
        basis=_house,
        audience=Audience.PUBLIC,
        main=True,
    )
    dispose = Step(
        Stage.PROCESSING,
        None,
        by=committee_secretary,
        needs=("position", "outcome", "reason"),
        label=_("Answer a remark"),
        done=_("Remark answered"),
        basis=_house,
        quiet=True,
    )
    take_over = Step(
        Stage.PROCESSING,
        None,
        by=committee_secretary,
        needs=("positions", "notation", "reason"),
        label=_("Take over proposed words"),
        done=_("Proposed words taken over"),
        basis=_house,
        quiet=True,
    )
    choose_variant = Step(
        Stage.PROCESSING,
        None,
        by=committee_secretary,
        needs=("choices", "reason"),
        label=_("Choose between variants"),
        done=_("Variant of a paragraph chosen"),
        basis=_house,
    )
    table = Step(
        Stage.PROCESSING,
        Stage.TABLED,
        by=committee_secretary,
        needs=("meeting",),
        guards=(
            rules.council_adopts,
            rules.remarks_are_answered,
            rules.variants_are_decided,
            rules.green_draft_is_frozen,
        ),
        label=_("Send the draft advice to the council"),
        done=_("Draft advice sent to the council"),
        basis=Basis("statute", "art. 42 Wet op de SER"),
        audience=Audience.PUBLIC,
        main=True,
    )
    reschedule = Step(
        Stage.TABLED,
        None,
        by=committee_secretary,
        needs=("meeting",),
        guards=(rules.waits_for_a_meeting,),
        label=_("Put the draft advice on the agenda of another meeting"),
        done=_("Draft advice put on the agenda of another meeting"),
        basis=Basis("statute", "art. 27 Wet op de SER"),
        audience=Audience.PUBLIC,
    )
    adopt = Step(
        Stage.TABLED,
        Stage.ADOPTED,
        by=council_chair | secretary_general,
        needs=("method",),
        label=_("Record the council's decision"),
        done=_("Decided by the council"),
        letter=("advice_offered",),
        basis=Basis("statute", gettext_noop("arts. 20-28 and 45 Wet op de SER")),
        audience=Audience.PUBLIC,
        main=True,
    )
    refer_back = Step(
        Stage.TABLED,
        Stage.PROCESSING,
        by=council_chair | secretary_general,
        needs=("reason",),
        label=_("Refer back to the committee"),
        done=_("Referred back to the committee"),
        basis=_house,
        audience=Audience.PUBLIC,
        optional="refer_back",
    )
    conclude = Step(
        Stage.PROCESSING,
        Stage.ADOPTED,
        by=committee_chair | committee_secretary,
        guards=(
            rules.committee_concludes,
            rules.remarks_are_answered,
            rules.variants_are_decided,
            rules.green_draft_is_frozen,
        ),
        label=_("Adopt in the committee"),
        done=_("Adopted by the committee"),
        letter=("advice_offered",),
        basis=Basis("statute", gettext_noop("arts. 43 and 44 Wet op de SER")),
        audience=Audience.PUBLIC,
        main=True,
    )
    dissent = Step(
        (Stage.PROCESSING, Stage.TABLED, Stage.ADOPTED),
        None,
        by=committee_secretary | secretary_general,
        needs=("text", "seats", "form"),
        guards=(rules.not_published,),
        label=_("Record a differing view"),
        done=_("Differing view recorded"),
        basis=Basis("statute", "art. 45 Wet op de SER"),
        audience=Audience.DOSSIER,
    )
    take_note = Step(
        _after_adoption,
        None,
        by=council_chair | secretary_general,
        needs=("meeting",),
        guards=(rules.council_takes_note,),
        label=_("Record that the council took note"),
        done=_("The council took note"),
        basis=Basis("statute", gettext_noop("arts. 43 and 44 Wet op de SER")),
        audience=Audience.PUBLIC,
    )
    send = Step(
        Stage.ADOPTED,
        Stage.SENT,
        by=secretariat | secretary_general,
        guards=(rules.cover_letter_is_drafted,),
        label=_("Send the advice"),
        done=_("Advice sent"),
        basis=Basis("statute", "art. 41 Wet op de SER; art. 22 Kaderwet adviescolleges"),
        audience=Audience.PUBLIC,
        main=True,
    )
    receipt = Step(
        Stage.SENT,
        Stage.RECEIVED,
        by=requester | secretariat,
        needs=("received_on",),
        label=_("Record the receipt"),
        done=_("Receipt recorded"),
        basis=Basis("statute", "art. 24 Kaderwet adviescolleges"),
        audience=Audience.PUBLIC,
        main=True,
    )
    publish = Step(
        (Stage.ADOPTED, Stage.SENT, Stage.RECEIVED),
        None,
        by=secretariat,
        guards=(rules.not_published,),
        label=_("Publish the advice"),
        done=_("Advice published"),
        basis=Basis("statute", "art. 3.3 Wet open overheid"),
        audience=Audience.PUBLIC,
    )
    correct = _of_published(
        needs=("node", "wrong", "reason"),
        label=_("Correct a mistake in the published advice"),
        done=_("Published advice corrected"),
        basis=Basis("statute", "art. 2.4 Wet open overheid"),
    )
    take_back = _of_published(needs=("reason",), label=_("Withdraw the publication"), done=_("Publication withdrawn"))
    remind = Step(
        Stage.RECEIVED,
        None,
        by=secretariat,
        guards=(rules.answer_is_nearly_due,),
        label=_("Remind of the answer"),
        done=_("Reminder drafted"),
        letter=("reminder",),
        basis=_house,
    )
    explain_delay = Step(
        Stage.RECEIVED,
        None,
        by=requester | secretariat,
        needs=("reason",),
        label=_("Record why the answer is late"),
        done=_("Reasons for the delay given to the Chambers"),
        basis=Basis("statute", "art. 24 Kaderwet adviescolleges"),
        audience=Audience.PUBLIC,
    )
    answer_in_part = Step(
        Stage.RECEIVED,
        None,
        by=requester | secretariat,
        needs=("response",),
        label=_("Record an answer in part"),
        done=_("Answered in part"),
        basis=Basis("statute", "art. 24 Kaderwet adviescolleges"),
        audience=Audience.PUBLIC,
    )
    answer = Step(
        Stage.RECEIVED,
        Stage.ANSWERED,
        by=requester | secretariat,
        needs=("response",),
        stops=(RESPONSE_BY_LAW.name, RESPONSE_AGREED.name),
        label=_("Record the answer"),
        done=_("Answered"),
        basis=Basis("statute", "art. 24 Kaderwet adviescolleges"),
        audience=Audience.PUBLIC,
        main=True,
    )
    follow_up = Step(
        (Stage.RECEIVED, Stage.ANSWERED),
        None,
        by=secretariat | committee_secretary,
        needs=("recommendation", "status", "evidence", "source"),
        label=_("Record what became of a recommendation"),
        done=_("Status of a recommendation recorded"),
        basis=_house,
        audience=Audience.PUBLIC,
        quiet=True,
    )
