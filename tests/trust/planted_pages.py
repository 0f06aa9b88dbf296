"""The pages through which everything that can be typed comes in, one after another, each by who may.

``to`` is a ``planting.Planted``: it fills what is typed, the rest is given here.
"""

from datetime import datetime, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from raadzaal.accounts.models import User
from raadzaal.advice import answer_forms as answers
from raadzaal.advice import forms as advice
from raadzaal.advice import variant_forms as variants
from raadzaal.advice.models import Advice, Response
from raadzaal.correspondence import forms as correspondence
from raadzaal.council import forms as council
from raadzaal.council.models import Body, Organisation, Person, Seat
from raadzaal.deliberation import forms as deliberation
from raadzaal.deliberation import room_forms as room
from raadzaal.deliberation.models import TimeRequest
from raadzaal.deliberation.queries import remarks
from raadzaal.journal import clock
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.meetings import after_forms as after
from raadzaal.meetings import agenda_forms as agenda
from raadzaal.meetings import forms as meetings
from raadzaal.meetings import proposal_forms as proposals
from raadzaal.meetings import voting_forms as voting
from raadzaal.meetings.models import Decision, Meeting, Minutes, Voting
from raadzaal.record import forms as record
from raadzaal.texts import forms as texts
from raadzaal.texts.queries import current
from tests.files.corpus import docx, paragraph
from tests.house import BACKEND, ROLES
from tests.trust.payloads import SHORT

STANCE_WORDS = ("meaning_", "question_")
"""Where the words of a stance are typed, in fields that are made for each stance of the council."""


def why(answer) -> str:
    """What its forms say against it."""
    given = [answer.context.get("form"), *(answer.context.get("forms") or {}).values()] if answer.context else []
    return " ".join(str(dict(form.errors)) for form in given if form is not None and form.errors)


def act(house, about: str, name: str) -> str:
    return reverse("advice:act", args=[house.of(about)["public_id"], name])


def _requests(to, house) -> None:
    ministry = Organisation.objects.get(key="minister_szw").pk
    asked = {"kind": "advice", "requesters": [ministry], "deadline": "2027-06-01"}
    committee = {"committee": Body.objects.get(key="amo").pk, "ground": "prepare"}
    to.send("requester", reverse("advice:file"), advice.FileForm, **asked)
    filed = Advice.objects.order_by("pk").last().public_id
    to.send("executive", reverse("advice:act", args=[filed, "decline"]), advice.ReasonForm)
    to.send("executive", act(house, "requested", "accept"), advice.AcceptForm, in_part="on", **committee)
    to.send("executive", reverse("advice:initiate"), advice.InitiateForm, kind="advice", **committee)


def _texts(to, house) -> None:
    ids, secretary = house.of("drafting"), "secretary"

    def where(name: str, node: str = "") -> str:
        return reverse(f"advice:{name}", args=[ids["public_id"], *([node] if node else [])])

    dossier = house.dossiers["drafting"]
    words = {"shape": "paragraph", "base": dossier.node(1).revisions.get(superseded_at=None).number}
    del_figure = {"alt": "x"}
    to.send(secretary, where("edit", ids["node"]), texts.ParagraphForm, **words, **del_figure)
    figure = next(each for each in dossier.advice.work.revisions.filter(kind="figure", superseded_at=None))
    to.send(secretary, where("edit", figure.node.public_id), texts.ParagraphForm, base=figure.number)
    to.send(secretary, where("add"), texts.AddForm, shape="heading-1", base=0, notation=to.supply.of(400, lines=False))
    table = "| a | b |\n| --- | --- |\n| " + to.supply.of(900, lines=False).replace("|", "") + " | x |"
    to.send(secretary, where("add"), texts.AddForm, shape="table", base=0, notation=table)
    to.send(secretary, where("recommend", ids["recommendation"]), advice.RecommendForm, objective="inclusive_society")
    to.send(secretary, where("variants", ids["recommendation"]), variants.OfferForm, do="offer")
    to.send(secretary, where("remove", dossier.node(2).public_id), texts.RemoveForm, base=1)
    to.send(secretary, act(house, "drafting", "summarise"), advice.SummaryForm)
    _replaced(to, house, where("replace"))
    packed = docx(
        paragraph("&lt;script&gt;gevaar(1)&lt;/script&gt;", "Heading1")
        + paragraph("&lt;img src=x onerror=gevaar(1)&gt;")
    )
    named = SimpleUploadedFile("<img src=x onerror=gevaar(1)>.docx", packed)
    assert house.client(secretary).post(where("import"), {"file": named}).status_code == 302


def _replaced(to, house, url: str) -> None:
    """What is looked for is a question and kept nowhere; what it is replaced by is kept."""
    asked = {"sought": "gaat lang"}
    found = house.client("secretary").get(url, asked).context["found"]
    page = f"{url}?sought=gaat+lang"
    to.send("secretary", url, texts.FindForm, page=page, hit=[each["key"] for each in found], **asked)


def _opening(to, house) -> None:
    """A round in words of its own; the fields for them are made from the stances of the council."""
    house.dossiers["drafting"].frozen("white")
    url = act(house, "drafting", "consult")
    fields = house.client("secretary").get(url).context["form"].fields
    named = [name for name in fields if name.startswith(STANCE_WORDS)]
    words = {name: to.supply.of(fields[name].longest, lines=False) for name in named}
    fnv = Organisation.objects.get(key="fnv").pk
    deadline = (house.world.today + timedelta(days=28)).isoformat()
    asked = {"organisations": [fnv], "deadline": deadline, "replies_seen": "closed", "opens": "reasons"}
    stances = [key for key, _label in fields["offered"].choices]
    to.send("secretary", url, advice.ConsultForm, opens_to="asked", offered=stances, reasons=stances, **asked, **words)


def _committee(to, house) -> None:
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
    _confirmed(to, house)
    since = house.dossiers["processing"].advice.rounds.last().milestone.public_id
    overrule = reverse("advice:support_overrule", args=[ids["public_id"], ids["recommendation"]])
    given = {"since": since, f"{since}-verdict": "unchanged"}
    place = reverse("advice:support_paragraph", args=[ids["public_id"], ids["recommendation"]])
    to.send("secretary", overrule, deliberation.OverruleForm, prefix=f"{since}-", page=place, **given)
    _package(to, house)
    version = house.dossiers["processing"].advice.work.milestones.first().number
    to.send("secretary", reverse("advice:go_back", args=[ids["public_id"], version]), texts.ReasonForm)


def _package(to, house) -> None:
    """Of one paragraph with two variants."""
    dossier, ids = house.dossiers["processing"], house.of("processing")
    node = dossier.node(4).public_id
    forked = reverse("advice:variants", args=[ids["public_id"], node])
    to.send("secretary", forked, variants.OfferForm, do="offer")
    choice = {"choice": [f"{node}:B"], "revision": dossier.advice.revision}
    to.send("secretary", reverse("advice:packages", args=[ids["public_id"]]), variants.PackageForm, **choice)


def _confirmed(to, house) -> None:
    """By an organisation, of words that changed since it spoke."""
    dossier, ids = house.dossiers["processing"], house.of("processing")
    dossier.frozen("green")
    where = reverse("advice:support_confirm", args=[ids["public_id"], ids["recommendation"]])
    to.send("coordinator", where, deliberation.ConfirmForm, stance="reservation")


def _round(to, house) -> None:
    ids = house.of("consulting")
    extend = {"organisation": Organisation.objects.get(key="vno_ncw").pk, "until": "2026-11-20"}
    to.send("secretary", act(house, "consulting", "extend_reply"), advice.ExtendForm, **extend)
    here = [ids["round"]]
    page = reverse("deliberation:round", args=here)
    place = reverse("deliberation:save_position", args=[*here, ids["recommendation"]])
    to.send("coordinator", place, deliberation.PositionForm, page=page, stance="objection", seen="")
    to.send("coordinator", reverse("deliberation:save_general", args=here), deliberation.GeneralForm, page=page)
    last_day = house.dossiers["consulting"].invitation("fnv").last_day
    with clock.at(datetime.combine(last_day - timedelta(days=7), time(10), LEGAL_ZONE)):
        to.send("other_coordinator", reverse("deliberation:withdraw", args=here), room.WithdrawForm)
        _in_the_room(to, house)
        _more_time(to, house)
        _landed(to, house)
        house.dossiers["consulting"].replied("fnv")
    _late(to, house)
    _taken_over(to, house)


def _in_the_room(to, house) -> None:
    """A group, somebody who is invited by mail, and what they say."""
    ids = house.of("consulting")
    where = reverse("deliberation:room", args=[ids["round"]])
    to.send("coordinator", where, room.GroupForm, prefix="group-", do="group", **{"group-deadline": clock.today()})
    invited = {"email-email": "gast@voorbeeld.example"}
    to.send("coordinator", where, room.EmailForm, prefix="email-", do="email", **invited)
    guest = User.objects.filter(email=invited["email-email"]).first()
    if guest is None:
        return
    browser = Client(raise_request_exception=False)
    browser.force_login(guest, backend=BACKEND)
    remark = reverse("deliberation:save_remark", args=[ids["round"], ids["recommendation"]])
    to.send(browser, remark, room.RemarkForm, page=where, stance="objection")


def _more_time(to, house) -> None:
    ids = house.of("consulting")
    asked = {"until": (clock.today() + timedelta(days=20)).isoformat()}
    to.send("other_coordinator", reverse("deliberation:ask_time", args=[ids["round"]]), room.AskTimeForm, **asked)
    progress = reverse("deliberation:progress", args=[ids["round"]])
    if waiting := TimeRequest.objects.filter(answer="").last():
        given = {"do": "grant", "about": waiting.public_id, f"{waiting.public_id}-until": ""}
        to.send("secretary", progress, room.AnswerTimeForm, prefix=f"{waiting.public_id}-", **given)


def _landed(to, house) -> None:
    """A remark of a Word file that came back, in other words than it was written."""
    ids = house.of("consulting")
    where = reverse("deliberation:returned_preview", args=[ids["round"], ids["returned"]])
    row = house.client("coordinator").get(where).context["rows"][0]
    kept = {"do": "land", "node": ids["node"], "stance": "objection", "seen": row.seen}
    given = {f"{row.key}-{name}": value for name, value in kept.items()}
    to.send("coordinator", where, deliberation.LandingForm, prefix=f"{row.key}-", **given)


def _late(to, house) -> None:
    progress = reverse("deliberation:progress", args=[house.of("consulting")["round"]])
    about = Organisation.objects.get(key="mkb_nederland").public_id
    to.send("secretary", progress, room.LateForm, prefix=f"{about}-", do="late", about=about)


def _taken_over(to, house) -> None:
    """The words that an organisation proposes, sent in and closed so that they can become the text's."""
    dossier, ids = house.dossiers["consulting"], house.of("consulting")
    with clock.at(clock.now() + timedelta(days=60)):
        dossier.round_closed()
        remark = next(each for each in remarks(dossier.advice.rounds.last()) if each.proposed)
        where = reverse("advice:take_over", args=[ids["public_id"], remark.public_id])
        shown = house.client("secretary").get(where).context["form"]
        given = {"base": shown["base"].value(), "choice": "own", "outcome": "taken_over", "seen": 0}
        to.send("secretary", where, answers.TakeOverForm, **given)


def _afterwards(to, house) -> None:
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
    wrong = {"node": house.of("answered")["node"], "wrong": "mensen"}
    to.send("secretariat", act(house, "answered", "correct"), advice.CorrectForm, **wrong)
    house.dossiers["sent"].published()
    to.send("secretariat", act(house, "sent", "take_back"), advice.TakeBackForm)


def _letters(to, house) -> None:
    letter = house.dossiers["processing"].advice.letters.filter(state="draft").first()
    where = reverse("correspondence:letter", args=[letter.public_id])
    to.send("secretariat", where, correspondence.LetterForm, do="send", revision=letter.revision)
    dropped = house.dossiers["foreign"].advice.letters.filter(state="draft").first()
    where = reverse("correspondence:letter", args=[dropped.public_id])
    to.send("secretariat", where, correspondence.DropForm, do="drop")


def _people(to, house) -> None:
    to.send("secretariat", reverse("council:new_person"), council.PersonForm)
    person = Person.objects.order_by("pk").last()
    seated = {"person": person.pk, "role": "member", "body": Body.objects.get(key="amo").pk, "group": "workers"}
    url = reverse("council:appoint", args=["gremium"])
    answer = house.client("secretariat").post(url, seated | {"valid_from": house.world.today.isoformat()})
    if answer.status_code != 302:
        to.refused.append(f"appointing: {why(answer)}")
        return
    appointment = person.appointments.get() if hasattr(person, "appointments") else person.appointment_set.get()
    where = reverse("council:appointment", args=[appointment.public_id])
    correct = {"act": "correct", "valid_from": house.world.today.isoformat()}
    to.send("secretariat", where, council.CorrectForm, **correct)
    to.send("secretariat", where, council.RevokeForm, act="revoke")


def _meetings(to, house) -> None:
    meeting = house.meetings["planned"]
    point = meeting.items.filter(title="Werkprogramma").first()

    def where(name: str, *more) -> str:
        return reverse(f"meetings:{name}", args=[meeting.public_id, *more])

    plan = {"body": meeting.body.public_id, "day": "2027-03-02", "time": "10:00", "public": "on"}
    to.send("secretariat", reverse("meetings:plan"), meetings.PlanForm, **plan)
    planned = Meeting.objects.order_by("pk").last()
    to.send("secretariat", where("agenda"), agenda.ItemForm, kind="talk", subject="matter")
    run = where("run")
    file = SimpleUploadedFile("<img src=x onerror=gevaar(1)>.docx", docx())
    item = where("item", point.public_id)
    paper = {"page": item, "file": file, "access": "public"}
    to.send("secretariat", where("add_paper", point.public_id), agenda.PaperForm, **paper)
    moved = {"page": run, "day": "2026-12-15", "time": "10:00"}
    to.send("secretariat", where("reschedule"), agenda.RescheduleForm, **moved)
    to.send("secretariat", reverse("record:synonyms"), record.SynonymsForm, words=SHORT)
    run = reverse("meetings:run", args=[planned.public_id])
    to.send("secretariat", reverse("meetings:cancel", args=[planned.public_id]), agenda.CancelForm, page=run)


def _in_the_meeting(to, house) -> None:
    """Proposals, a choice of persons, a vote that is stopped, a note; the roll call, and what was wrong in it."""
    meeting, item = house.meetings["open"], house.of("tabled")["item"]

    def where(name: str, *more) -> str:
        return reverse(f"meetings:{name}", args=[meeting.public_id, *more])

    note = {"page": where("secretary"), "item": house.of("open")["item"]}
    to.send("secretariat", where("note"), voting.NoteForm, **note)
    house.client("secretariat").post(where("open_voting", item))
    stopped = {"page": where("chair"), "voting": Voting.objects.get(state=Voting.State.OPEN).public_id}
    to.send("secretariat", where("stop_voting"), voting.StopForm, **stopped)
    _proposed(to, house, where("proposals", item))
    _chosen(to, house, where)
    _corrected(to, house, where)


def _proposed(to, house, url: str) -> None:
    """Where a council knows amendments; that of the trials does not."""
    node, proposer = house.of("tabled")["node"], Person.objects.get(key=ROLES["council_member"]).public_id
    given = {"page": f"{url}?alinea={node}", "change": "replace", "node": node, "proposer": proposer}
    with pytest.MonkeyPatch.context() as patch:
        for place in ("actions.amending", "views.proposals"):
            patch.setattr(f"raadzaal.meetings.{place}.known_here", lambda: True)
        to.send("secretariat", url, proposals.ProposalForm, **given)
        ranked = {"page": url, "do": "rank", "rank": "1"}
        to.send("secretariat", f"{url}1/", proposals.RankForm, **ranked)


def _chosen(to, house, where) -> None:
    point = {"title": "Verkiezing", "kind": "persons", "subject": "matter", "closed": "on"}
    house.client("secretariat").post(where("agenda"), point)
    election = where("election", house.meetings["open"].items.get(title="Verkiezing").public_id)
    names = to.supply.of(100, lines=True)
    to.send("secretariat", election, proposals.BeginElectionForm, candidates=names)
    form = house.client("secretariat").get(election).context["form"]
    counted = {name: "0" for name in form.fields if name.startswith("candidate-")}
    present = house.meetings["open"].presences.count()
    counted |= dict(zip(("first_teller", "second_teller"), _two_present(house), strict=True))
    numbers = {"handed_in": present, "abstaining": 0, "blank": present, "invalid": 0}
    to.send("secretariat", election, proposals.CountForm, **numbers, **counted)


def _minutes(to, house) -> None:
    """Of a meeting that is over: a paragraph changed, and one put behind it."""
    meeting = house.meetings["past"]
    url = reverse("meetings:minutes", args=[meeting.public_id])
    house.client("secretariat").post(url, {"do": "draw_up"})
    first = current(Minutes.objects.get(meeting=meeting).work)[0]
    to.send("secretariat", url, after.NewParagraphForm, do="add", node=first.node_id)
    to.send("secretariat", url, after.ParagraphForm, do="edit", node=first.node_id, base=str(first.revision))


def _two_present(house) -> list[str]:
    here = house.meetings["open"].presences.order_by("seat__number")
    return list(here.values_list("person__public_id", flat=True))[:2]


def _corrected(to, house, where) -> None:
    """One vote of the roll call by which the advice is adopted."""
    voted = {"method": "roll_call", "rest": "for"}
    house.client("council_chair").post(act(house, "tabled", "adopt"), voted)
    decision = Decision.objects.filter(method="roll_call").last()
    votes = {f"seat-{vote.seat_id}": vote.value for vote in decision.votes.all()}
    votes[min(votes)] = "against"
    to.send("secretariat", where("correct", decision.public_id), after.CorrectionForm, **votes)


PARTS = (
    _requests,
    _texts,
    _opening,
    _committee,
    _round,
    _afterwards,
    _letters,
    _people,
    _meetings,
    _in_the_meeting,
    _minutes,
)
