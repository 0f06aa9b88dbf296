"""What is asked for each step. The names of the fields are the names of the evidence."""

from django import forms
from django.utils.translation import gettext_lazy as _

from raadzaal.advice.consult_fields import ConsultFields
from raadzaal.advice.models import FollowUp, Ground, Kind, Recommendation, Response, Status
from raadzaal.advice.queries import visible
from raadzaal.council import profile
from raadzaal.council.models import Body, Organisation, Seat
from raadzaal.council.presenting import group_label
from raadzaal.council.queries import composition, council
from raadzaal.deliberation.models import Dissent
from raadzaal.journal import clock
from raadzaal.journal.ids import new_id
from raadzaal.meetings.models import Decision, Meeting
from raadzaal.procedure.forms import OnceForm
from raadzaal.texts.models import Milestone, Node
from raadzaal.texts.notation import to_plain
from raadzaal.texts.queries import current
from raadzaal.ui.fields import Day, TypedText

LONG, LETTER, LINE = 5000, 20000, 250


class StepForm(OnceForm):
    """A form that belongs to a step; ``advice`` narrows its choices. ``heading`` and ``submit`` may override the step's words."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, advice=None, actor=None, **options):
        self.advice, self.actor = advice, actor
        super().__init__(*args, **options)
        self.narrow()

    def narrow(self) -> None:
        """Choices that depend on the dossier."""

    def evidence(self) -> dict:
        """What the action is called with."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("revision", "sent")}


def _committees():
    return (
        Body.objects.filter(closed_on=None).exclude(kind__in=[Body.Kind.COUNCIL, Body.Kind.EXECUTIVE]).order_by("name")
    )


class BeginningForm(StepForm):
    """What begins a dossier. Its ``key`` is made with the form: a form that is sent twice makes one dossier."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64, initial=new_id)
    sent = None


class Committee(forms.Form):
    committee = forms.ModelChoiceField(label=_("Committee"), queryset=Body.objects.none())
    ground = forms.ChoiceField(label=_("Legal ground"), choices=Ground.choices, widget=forms.RadioSelect)


class AcceptForm(Committee, StepForm):
    in_part = forms.BooleanField(label=_("Accepted in part"), required=False)
    scope = TypedText(
        label=_("Scope"), required=False, help_text=_("Which part, or how the request is understood."), longest=LONG
    )

    def narrow(self):
        self.fields["committee"].queryset = _committees()


class InitiateForm(Committee, BeginningForm):
    title = TypedText(label=_("Title"), longest=LINE, rows=0)
    title_en = TypedText(label=_("Title in English"), longest=LINE, rows=0, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    scope = TypedText(label=_("What it will be about"), required=False, longest=LONG)
    main_lines = forms.BooleanField(
        label=_("On main lines of policy"),
        required=False,
        initial=True,
        help_text=_(
            "Then the minister owes the Chambers an answer within three months (art. 24 Kaderwet adviescolleges)."
        ),
    )
    field_order = ["title", "title_en", "kind", "scope", "committee", "ground", "main_lines"]

    def narrow(self):
        self.fields["committee"].queryset = _committees()


class FileForm(BeginningForm):
    title = TypedText(label=_("Subject of the request"), longest=LINE, rows=0)
    title_en = TypedText(label=_("Subject in English"), longest=LINE, rows=0, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    requesters = forms.ModelMultipleChoiceField(
        label=_("Requested by"), queryset=Organisation.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    letter = TypedText(label=_("Letter"), longest=LETTER, rows=12)
    questions = TypedText(label=_("Questions"), rows=6, help_text=_("One question on each line."), longest=LONG)
    deadline = Day(label=_("Advice wanted by"), required=False, help_text=_("A minister always names a date."))
    addressee = TypedText(label=_("Addressee of the answer"), longest=200, rows=0)
    of_council_itself = forms.BooleanField(
        label=_("The council itself is asked"),
        required=False,
        help_text=_("Then no committee can answer on its behalf (art. 44 Wet op de SER)."),
    )

    def narrow(self):
        kinds = [Organisation.Kind.MINISTRY, Organisation.Kind.CHAMBER, Organisation.Kind.CABINET]
        offices = Organisation.objects.filter(kind__in=kinds).order_by("name")
        own = self.actor.scopes("requester") if self.actor else set()
        self.fields["requesters"].queryset = offices
        if own:
            self.fields["requesters"].initial = offices.filter(public_id__in=own)

    def clean_questions(self):
        return [line.strip() for line in self.cleaned_data["questions"].splitlines() if line.strip()]


class ReasonForm(StepForm):
    reason = TypedText(label=_("Reasons"), longest=LONG)


class WordsForm(StepForm):
    """For steps that need nothing but the press of a button."""


class SummaryForm(StepForm):
    summary = TypedText(label=_("Summary"), rows=8, longest=LONG)
    summary_en = TypedText(label=_("Summary in English"), rows=8, required=False, longest=LONG)

    def narrow(self):
        self.initial.setdefault("summary", self.advice.summary)
        self.initial.setdefault("summary_en", self.advice.summary_en)


class FreezeForm(StepForm):
    milestone = forms.ChoiceField(label=_("Version"), widget=forms.RadioSelect)

    def narrow(self):
        late = self.advice.stage == "processing"
        keys = [Milestone.Key.GREEN, Milestone.Key.WHITE] if late else [Milestone.Key.WHITE]
        self.fields["milestone"].choices = [(key.value, key.label) for key in keys]
        self.fields["milestone"].initial = keys[0].value


class ConsultForm(ConsultFields, StepForm):
    """The fields stand in ``consult_fields``."""


class ExtendForm(StepForm):
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    until = Day(label=_("Reply by"))
    reason = TypedText(label=_("Reasons"), rows=3, longest=LONG)

    def narrow(self):
        running = self.advice.rounds.last()
        self.fields["organisation"].queryset = Organisation.objects.filter(invitation__round=running)


class TableForm(StepForm):
    meeting = forms.ModelChoiceField(label=_("Meeting of the council"), queryset=Meeting.objects.none())

    def narrow(self):
        states = [Meeting.State.PLANNED, Meeting.State.CONVENED, Meeting.State.OPEN]
        self.fields["meeting"].queryset = Meeting.objects.filter(body__kind=Body.Kind.COUNCIL, state__in=states)


class NoteForm(StepForm):
    meeting = forms.ModelChoiceField(label=_("Meeting of the council"), queryset=Meeting.objects.none())

    def narrow(self):
        self.fields["meeting"].queryset = Meeting.objects.filter(body__kind=Body.Kind.COUNCIL, state=Meeting.State.OPEN)


class DissentForm(StepForm):
    text = TypedText(label=_("The differing view"), longest=LETTER, rows=6)
    form = forms.ChoiceField(
        label=_("Form of the differing view"), choices=Dissent.Form.choices, widget=forms.RadioSelect
    )
    seats = forms.ModelMultipleChoiceField(
        label=_("Held by"), queryset=Seat.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    node = forms.ModelChoiceField(
        label=_("Paragraph"),
        queryset=None,
        required=False,
        empty_label=_("the advice as a whole"),
        to_field_name="public_id",
    )

    def narrow(self):
        self.fields["seats"].queryset = Seat.objects.filter(
            body__kind=Body.Kind.COUNCIL, superseded_at=None
        ).select_related("displayed")
        self.fields["seats"].label_from_instance = _seat_labels()
        self.fields["node"].queryset = Node.objects.filter(work=self.advice.work)
        labels = paragraph_labels(self.advice)
        self.fields["node"].label_from_instance = lambda node: labels.get(node.public_id, node.public_id)


def _seat_labels():
    """A seat by its number, who sits on it today, and for whom."""
    made = composition(council(), clock.today())
    sitting = {place.seat.pk: place.member.person.name for place in made.places if place.member}

    def label(seat: Seat) -> str:
        return f"{seat.number} · {sitting.get(seat.pk, '–')} ({seat.displayed or group_label(seat.group)})"

    return label


def paragraph_labels(advice) -> dict[str, str]:
    """Per paragraph its number and first words."""
    lines = current(advice.work) if advice.work else []
    return {line.node_id: f"{line.number or '–'}  {to_plain(line.block.notation)[:70]}" for line in lines}


class CorrectForm(StepForm):
    node = forms.ModelChoiceField(label=_("Paragraph"), queryset=Node.objects.none(), to_field_name="public_id")
    wrong = TypedText(label=_("It says"), rows=3, longest=2000, help_text=_("Exactly as it stands there."))
    right = TypedText(
        label=_("It should say"), rows=3, longest=2000, required=False, help_text=_("Nothing: the words go.")
    )
    reason = TypedText(label=_("Reasons"), rows=3, longest=500, help_text=_("Everybody reads them beside the advice."))

    def narrow(self):
        publication = getattr(self.advice, "publication", None)
        if publication:
            self.fields["node"].queryset = Node.objects.filter(milestoneline__milestone=publication.milestone)
        labels = paragraph_labels(self.advice)
        self.fields["node"].label_from_instance = lambda node: labels.get(node.public_id, node.public_id)


class TakeBackForm(StepForm):
    reason = TypedText(
        label=_("Reasons"),
        longest=LONG,
        help_text=_("They stand at the address of the advice, in the place of its text."),
    )


class ReceiptForm(StepForm):
    received_on = Day(label=_("Received on"))


class DelayForm(StepForm):
    reason = TypedText(label=_("Reasons given to the Chambers"), longest=LONG)
    expected_on = Day(label=_("Answer expected on"), required=False)


class RecommendForm(StepForm):
    addressee = TypedText(label=_("Addressee"), longest=200, rows=0)
    objective = forms.ChoiceField(label=_("Objective it serves"), widget=forms.RadioSelect)
    argument = TypedText(label=_("Argument it rests on"), longest=2000, rows=4)

    def narrow(self):
        strands = profile.active().objectives.strands
        self.fields["objective"].choices = [(strand.key, str(strand.label)) for strand in strands]


class FollowUpForm(StepForm):
    recommendation = forms.ModelChoiceField(
        label=_("Recommendation"), queryset=Recommendation.objects.none(), to_field_name="public_id"
    )
    status = forms.ChoiceField(label=_("What became of it"), choices=Status.choices, widget=forms.RadioSelect)
    evidence = forms.ChoiceField(label=_("Shown by"), choices=FollowUp.Evidence.choices)
    source = TypedText(
        label=_("Source"), longest=LINE, rows=0, help_text=_("Letter, motion, act or article, with its date.")
    )
    passage = TypedText(label=_("Passage"), required=False, longest=LONG)
    response = forms.ModelChoiceField(
        label=_("Letter"), queryset=Response.objects.none(), required=False, empty_label=_("none")
    )

    def narrow(self):
        self.fields["recommendation"].queryset = self.advice.recommendations.all()
        self.fields["response"].queryset = self.advice.responses.all()
        labels = paragraph_labels(self.advice)
        nodes = dict(self.advice.recommendations.values_list("public_id", "node__public_id"))
        self.fields["recommendation"].label_from_instance = lambda row: labels.get(nodes[row.public_id], row.public_id)


class ResponseForm(StepForm):
    """A letter that answers one advice or several, each wholly or in part."""

    sender = forms.ModelChoiceField(label=_("Sender"), queryset=Organisation.objects.none())
    subject = TypedText(label=_("Subject"), longest=LINE, rows=0)
    dated = Day(label=_("Date of the letter"))
    reference = TypedText(label=_("Reference"), longest=120, rows=0, required=False)
    text = TypedText(label=_("Text of the letter"), longest=100000, rows=14)
    wholly = forms.ModelMultipleChoiceField(
        label=_("Answers wholly"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    partly = forms.ModelMultipleChoiceField(
        label=_("Answers in part"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def narrow(self):
        waiting = visible(self.actor).filter(stage="received")
        self.fields["wholly"].queryset = self.fields["partly"].queryset = waiting
        kinds = [Organisation.Kind.MINISTRY, Organisation.Kind.CABINET]
        senders = Organisation.objects.filter(kind__in=kinds)
        own = self.actor.scopes("requester")
        self.fields["sender"].queryset = senders.filter(public_id__in=own) if own else senders
        if self.advice and not self.initial.get("partly"):
            self.initial.setdefault("wholly", [self.advice.pk])

    def clean(self):
        found = super().clean()
        both = set(found.get("wholly") or []) & set(found.get("partly") or [])
        if both:
            self.add_error("partly", _("An advice is answered either wholly or in part."))
        return found


class DecideForm(StepForm):
    """How the council decided. The votes themselves come with the roll-call form of the meeting."""

    method = forms.ChoiceField(
        label=_("How it was decided"),
        choices=[
            (Decision.Method.WITHOUT_VOTE.value, _("Nobody asked for a vote: adopted (art. 24 Wet op de SER)")),
            (Decision.Method.ROLL_CALL.value, _("By roll call")),
        ],
        widget=forms.RadioSelect,
        initial=Decision.Method.WITHOUT_VOTE.value,
    )


FORMS = {
    "accept": AcceptForm,
    "decline": ReasonForm,
    "withdraw": ReasonForm,
    "summarise": SummaryForm,
    "freeze": FreezeForm,
    "consult": ConsultForm,
    "extend_reply": ExtendForm,
    "close_round": WordsForm,
    "table": TableForm,
    "reschedule": TableForm,
    "adopt": DecideForm,
    "refer_back": ReasonForm,
    "conclude": WordsForm,
    "dissent": DissentForm,
    "take_note": NoteForm,
    "send": WordsForm,
    "receipt": ReceiptForm,
    "publish": WordsForm,
    "correct": CorrectForm,
    "take_back": TakeBackForm,
    "remind": WordsForm,
    "explain_delay": DelayForm,
    "follow_up": FollowUpForm,
}
ELSEWHERE = {
    "bring_in": ("advice:import", ""),
    "answer": ("advice:respond", ""),
    "answer_in_part": ("advice:respond", "?deels=1"),
}
"""Steps with a page of their own: its name, and what is asked of it."""
BESIDE_THE_TEXT = {
    "edit",
    "restructure",
    "revise",
    "recommend",
    "dispose",
    "take_over",
    "offer_variants",
    "choose_variant",
}
