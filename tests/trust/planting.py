"""Script in every field into which somebody can type, sent through the pages themselves."""

import inspect
from collections.abc import Iterator
from importlib import import_module
from itertools import cycle, product
from pkgutil import walk_packages

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import raadzaal
from raadzaal.advice import answer_forms as answers
from raadzaal.advice import forms as advice
from raadzaal.advice import variant_forms as variants
from raadzaal.advice.models import Advice, Response
from raadzaal.correspondence import forms as correspondence
from raadzaal.council import forms as council
from raadzaal.council.models import Body, Organisation, Person, Seat
from raadzaal.deliberation import forms as deliberation
from raadzaal.meetings import agenda_forms as agenda
from raadzaal.meetings import forms as meetings
from raadzaal.meetings import voting_forms as voting
from raadzaal.meetings.models import Meeting
from raadzaal.record import forms as record
from raadzaal.texts import forms as texts
from tests.files.corpus import docx, paragraph

MARK = "gevaar"
CALL = f"{MARK}(1)"
ELSEWHERE = "https://elders.example"

# -- what is tried -------------------------------------------------------------------------------------------------------

TAGS = (
    "<script>{0}</script>", "<ScRiPt>{0}</sCrIpT>", "<script src={1}/x.js></script>", "<script/src='{1}/x.js'></script>",
    "<img src=x onerror={0}>", "<img src={1}/x.png>", "<svg onload={0}>", "<svg/onload={0}>", "<svg><script>{0}</script></svg>",
    "<body onload={0}>", "<iframe srcdoc='<script>parent.{0}</script>'></iframe>", "<iframe src='javascript:parent.{0}'></iframe>",
    "<a href='javascript:{0}'>x</a>", "<form action='javascript:{0}'><button>x</button></form>", "<input autofocus onfocus={0}>",
    "<details open ontoggle={0}>x</details>", "<video><source onerror={0}></video>", "<audio src=x onerror={0}></audio>",
    "<object data='javascript:{0}'></object>", "<embed src='{1}/x.swf'>", "<link rel=stylesheet href='{1}/x.css'>",
    "<style>@import '{1}/x.css';</style>", "<style>*{{background:url({1}/x)}}</style>", "<meta http-equiv=refresh content='0;url={1}'>",
    "<base href='{1}/'>", "<math><mtext></mtext><mi xlink:href='javascript:{0}'>x</mi></math>", "<marquee onstart={0}>x</marquee>",
    "<select autofocus onfocus={0}>", "<textarea autofocus onfocus={0}>", "<p style='background:url({1}/x)'>x</p>",
    "<template><script>{0}</script></template>", "<noscript><p title='</noscript><img src=x onerror={0}>'>",
)  # fmt: skip
SHORT = "<img src=x onerror=gevaar(1)>\n<svg onload=gevaar(1)>"
BREAKS = ("", '"', "'", '">', "'>", "</title>", "</textarea>", "</script>", "-->", "]]>", "</select>", "\\")
WORDS = (
    '" onmouseover={0} autofocus onfocus={0} x="', "' autofocus onfocus={0} x='", "{{{{ {0} }}}}", "{{% debug %}}", "${{{0}}}",
    "javascript:{0}", "[x](javascript:{0})", "[x](JaVaScRiPt:{0})", "[x]( javascript:{0})", "[x](data:text/html,<script>{0}</script>)",
    "[x](https://ok.example/\" onmouseover=\"{0})", "[x](vbscript:{0})", "![x]({1}/x.png)", "[x](//elders.example)", "**<b>**{0}",
    "&lt;script&gt;{0}&lt;/script&gt;", "&#60;script&#62;{0}&#60;/script&#62;", "\\u003cscript\\u003e{0}", "%3Cscript%3E{0}",
    "+ADw-script+AD4-{0}+ADw-/script+AD4-", "<scr<script>ipt>{0}</scr</script>ipt>", "<<script>{0}//<</script>", "<!--<img src=x onerror={0}>-->",
    "| a | <img src=x onerror={0}> |", "[^x] <script>{0}</script>", "^<svg onload={0}>^", "~<img src=x onerror={0}>~", "＜script＞{0}＜/script＞",
)  # fmt: skip


def payloads() -> list[str]:
    """More than three hundred."""
    mixed = (f"{end}{tag}" for tag, end in product(TAGS, BREAKS))
    return [each.format(CALL, ELSEWHERE) for each in [*WORDS, *mixed]]


class Supply:
    """Gives each field what fits in it, going on with the next payload where the last field left off."""

    def __init__(self) -> None:
        self._next = cycle(payloads())
        self.given: set[str] = set()

    def of(self, longest: int, *, lines: bool) -> str:
        found, room = [], longest - 20
        while room > 0 and len(found) < 400:
            payload = next(self._next)
            if len(payload) >= room:
                break
            found.append(payload)
            room -= len(payload) + 1
        self.given |= set(found)
        return ("\n" if lines else " ").join(found) or "<b>"


# -- the fields ------------------------------------------------------------------------------------------------------------


def text_fields() -> Iterator[tuple[type[forms.Form], str]]:
    """Every field of every form of the product in which words can be typed."""
    for made in sorted(_forms(), key=lambda each: (each.__module__, each.__qualname__)):
        for name in typed(made):
            yield made, name


def typed(made: type[forms.Form]) -> list[str]:
    return [name for name, field in made.base_fields.items() if _is_typed(field)]


def _is_typed(field: forms.Field) -> bool:
    numbers = (forms.IntegerField, forms.DateField, forms.TimeField, forms.EmailField)
    is_text = isinstance(field, forms.CharField) and not isinstance(field, numbers)
    return is_text and not isinstance(field.widget, forms.HiddenInput)


def _forms() -> set[type[forms.Form]]:
    found: set[type[forms.Form]] = set()
    for module in walk_packages(raadzaal.__path__, "raadzaal."):
        if "forms" in module.name.rpartition(".")[2] or module.name.endswith("ranking_form"):
            for each in vars(import_module(module.name)).values():
                if inspect.isclass(each) and issubclass(each, forms.BaseForm) and each.__module__ == module.name:
                    found.add(each)
    return found


KEEPS_NOTHING = {"raadzaal.ui.forms"}
CHOSEN = {"PreviewForm", "LandingForm"}
"""Their fields are made while the page is; they are filled below by the names they get there."""


# -- one after another through their pages ------------------------------------------------------------------------------------


class Planted:
    """Sends each form with script in all its fields; what was refused is kept to be told."""

    def __init__(self, house) -> None:
        self.house, self.supply = house, Supply()
        self.filled: set[tuple[type[forms.Form], str]] = set()
        self.refused: list[str] = []

    def send(self, role: str, url: str, made: type[forms.Form], *, prefix: str = "", **more):
        names = typed(made)
        data = {f"{prefix}{name}": self._words(name, made.base_fields[name]) for name in names} | more
        answer = self.house.client(role).post(url, data)
        if answer.status_code == 302:
            self.filled |= {(made, name) for name in names}
        else:
            self.refused.append(f"{made.__name__} at {url}: {answer.status_code} {_why(answer)}")
        return answer

    def _words(self, name: str, field: forms.Field) -> str:
        longest = getattr(field, "longest", None) or getattr(field, "limit", None) or field.max_length or 2000
        single = isinstance(field.widget, forms.TextInput)
        return self.supply.of(min(longest, 4800), lines=not single and name != "questions")

    def all(self) -> "Planted":
        for part in (_requests, _texts, _committee, _round, _afterwards, _letters, _people, _meetings):
            part(self, self.house)
        return self


def _why(answer) -> str:
    form = answer.context and answer.context.get("form")
    return str(dict(form.errors)) if form is not None and form.errors else ""


def act(house, about: str, name: str) -> str:
    return reverse("advice:act", args=[house.of(about)["public_id"], name])


def _requests(to: Planted, house) -> None:
    ministry = Organisation.objects.get(key="minister_szw").pk
    asked = {"kind": "advice", "requesters": [ministry], "deadline": "2027-06-01"}
    committee = {"committee": Body.objects.get(key="amo").pk, "ground": "prepare"}
    to.send("requester", reverse("advice:file"), advice.FileForm, **asked)
    filed = Advice.objects.order_by("pk").last().public_id
    to.send("executive", reverse("advice:act", args=[filed, "decline"]), advice.ReasonForm)
    to.send("executive", act(house, "requested", "accept"), advice.AcceptForm, in_part="on", **committee)
    to.send("executive", reverse("advice:initiate"), advice.InitiateForm, kind="advice", **committee)


def _texts(to: Planted, house) -> None:
    ids, secretary = house.of("drafting"), "secretary"

    def where(name: str, node: str = "") -> str:
        return reverse(f"advice:{name}", args=[ids["public_id"], *([node] if node else [])])

    dossier = house.dossiers["drafting"]
    words = {"shape": "paragraph", "base": dossier.node(1).revisions.get(superseded_at=None).number}
    del_figure = {"alt": "x"}
    to.send(secretary, where("edit", ids["node"]), texts.ParagraphForm, **words, **del_figure)
    figure = next(each for each in dossier.advice.work.revisions.filter(kind="figure", superseded_at=None))
    to.send(secretary, where("edit", figure.node.public_id), texts.ParagraphForm, base=figure.number)
    to.send(
        secretary, where("add"), texts.ParagraphForm, shape="heading-1", base=0, notation=to.supply.of(400, lines=False)
    )
    table = "| a | b |\n| --- | --- |\n| " + to.supply.of(900, lines=False).replace("|", "") + " | x |"
    to.send(secretary, where("add"), texts.ParagraphForm, shape="table", base=0, notation=table)
    to.send(secretary, where("recommend", ids["recommendation"]), advice.RecommendForm, objective="inclusive_society")
    to.send(secretary, where("variants", ids["recommendation"]), variants.OfferForm, do="offer")
    to.send(secretary, where("remove", dossier.node(2).public_id), texts.RemoveForm, base=1)
    to.send(secretary, act(house, "drafting", "summarise"), advice.SummaryForm)
    packed = docx(
        paragraph("&lt;script&gt;gevaar(1)&lt;/script&gt;", "Heading1")
        + paragraph("&lt;img src=x onerror=gevaar(1)&gt;")
    )
    named = SimpleUploadedFile("<img src=x onerror=gevaar(1)>.docx", packed)
    assert house.client(secretary).post(where("import"), {"file": named}).status_code == 302


def _committee(to: Planted, house) -> None:
    ids = house.of("processing")
    dispose = reverse("advice:dispose", args=[ids["public_id"], ids["position"]])
    to.send("secretary", dispose, answers.DisposeForm, outcome="not")
    forked = reverse("advice:variants", args=[ids["public_id"], ids["node"]])
    to.send("secretary", forked, variants.OfferForm, do="offer")
    to.send("secretary", forked, variants.ChooseForm, do="choose", letter="B")
    seat = Seat.objects.filter(body__kind="council", superseded_at=None).first().pk
    to.send(
        "secretary",
        act(house, "processing", "dissent"),
        advice.DissentForm,
        form="in_text",
        seats=[seat],
        node=ids["node"],
    )
    since = house.dossiers["processing"].advice.rounds.last().milestone.public_id
    overrule = reverse("advice:support_overrule", args=[ids["public_id"], ids["recommendation"]])
    given = {"since": since, f"{since}-verdict": "unchanged"}
    to.send("secretary", overrule, deliberation.OverruleForm, prefix=f"{since}-", **given)


def _round(to: Planted, house) -> None:
    ids = house.of("consulting")
    extend = {"organisation": Organisation.objects.get(key="vno_ncw").pk, "until": "2026-11-20"}
    to.send("secretary", act(house, "consulting", "extend_reply"), advice.ExtendForm, **extend)
    place = reverse("deliberation:save_position", args=[ids["round"], ids["recommendation"]])
    to.send("coordinator", place, deliberation.PositionForm, stance="objection", seen="")
    to.send("coordinator", reverse("deliberation:save_general", args=[ids["round"]]), deliberation.GeneralForm)


def _afterwards(to: Planted, house) -> None:
    ministry = Organisation.objects.get(key="minister_szw").pk
    delay = {"expected_on": "2027-01-01"}
    to.send("secretariat", act(house, "received", "explain_delay"), advice.DelayForm, **delay)
    respond = reverse("advice:respond", args=[house.of("received")["public_id"]])
    given = {"sender": ministry, "dated": house.world.today.isoformat(), "wholly": [house.dossiers["received"].pk]}
    to.send("secretariat", respond, advice.ResponseForm, **given)
    answered = house.dossiers["answered"].advice
    became = {
        "recommendation": answered.recommendations.first().public_id,
        "status": "adopted",
        "evidence": "letter",
        "response": Response.objects.filter(advices=answered).first().pk if hasattr(Response, "advices") else "",
    }
    to.send("secretariat", act(house, "answered", "follow_up"), advice.FollowUpForm, **became)


def _letters(to: Planted, house) -> None:
    letter = house.dossiers["processing"].advice.letters.filter(state="draft").first()
    where = reverse("correspondence:letter", args=[letter.public_id])
    to.send("secretariat", where, correspondence.LetterForm, do="send", revision=letter.revision)
    dropped = house.dossiers["foreign"].advice.letters.filter(state="draft").first()
    where = reverse("correspondence:letter", args=[dropped.public_id])
    to.send("secretariat", where, correspondence.DropForm, do="drop")


def _people(to: Planted, house) -> None:
    to.send("secretariat", reverse("council:new_person"), council.PersonForm)
    person = Person.objects.order_by("pk").last()
    seated = {"person": person.pk, "role": "member", "body": Body.objects.get(key="amo").pk, "group": "workers"}
    url = reverse("council:appoint", args=["gremium"])
    answer = house.client("secretariat").post(url, seated | {"valid_from": house.world.today.isoformat()})
    if answer.status_code != 302:
        to.refused.append(f"appointing: {_why(answer)}")
        return
    appointment = person.appointments.get() if hasattr(person, "appointments") else person.appointment_set.get()
    where = reverse("council:appointment", args=[appointment.public_id])
    correct = {"act": "correct", "valid_from": house.world.today.isoformat()}
    to.send("secretariat", where, council.CorrectForm, **correct)


def _meetings(to: Planted, house) -> None:
    meeting = house.meetings["planned"]
    point = meeting.items.filter(title="Werkprogramma").first()

    def where(name: str, *more) -> str:
        return reverse(f"meetings:{name}", args=[meeting.public_id, *more])

    plan = {"body": meeting.body.public_id, "day": "2027-03-02", "time": "10:00", "public": "on"}
    to.send("secretariat", reverse("meetings:plan"), meetings.PlanForm, **plan)
    planned = Meeting.objects.order_by("pk").last()
    to.send("secretariat", where("agenda"), agenda.ItemForm, kind="talk", subject="matter")
    file = SimpleUploadedFile("<img src=x onerror=gevaar(1)>.docx", docx())
    to.send("secretariat", where("add_paper", point.public_id), agenda.PaperForm, file=file, access="public")
    to.send("secretariat", where("reschedule"), agenda.RescheduleForm, day="2026-12-15", time="10:00")
    note = reverse("meetings:note", args=[house.meetings["open"].public_id])
    to.send("secretariat", note, voting.NoteForm, item=house.of("open")["item"])
    to.send("secretariat", reverse("record:synonyms"), record.SynonymsForm, words=SHORT)
    cancel = reverse("meetings:cancel", args=[planned.public_id])
    to.send("secretariat", cancel, agenda.CancelForm)
