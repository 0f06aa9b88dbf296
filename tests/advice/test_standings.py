"""Who reacts in a round with a standing of their own: independent members, ministries, experts, young people."""

from datetime import timedelta

import pytest

from raadzaal.accounts.actor import actor_of
from raadzaal.advice import actions
from raadzaal.advice.forms import ConsultForm
from raadzaal.council.models import Organisation, Person
from raadzaal.deliberation import actions as rounds
from raadzaal.deliberation.models import Invitation, Reply
from raadzaal.deliberation.queries.sources import gather
from raadzaal.deliberation.queries.voices import independent_members
from raadzaal.journal import clock
from raadzaal.procedure.refusals import Refused
from tests.dossier import Dossier

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafted(world) -> Dossier:
    return Dossier.requested(world).accepted("amo").written().frozen("white")


def member() -> Person:
    return Person.objects.filter(pk__in=independent_members(), user__isnull=False).order_by("pk")[0]


def consult(dossier: Dossier, **more) -> None:
    fnv = dossier.world.organisation("fnv")
    deadline = dossier.world.today + timedelta(days=28)
    actions.consult(dossier.advice, actor=dossier.secretary, organisations=[fnv], deadline=deadline, **more)


def test_an_independent_member_replies_individually_and_counts_as_the_profile_says(drafted):
    who = member()
    consult(drafted, members=[who])
    invitation = Invitation.objects.get(organisation__kind="member")
    assert (invitation.standing, invitation.organisation.group) == ("member", "crown")
    actor = actor_of(who.user, clock.now())
    reply = rounds.start_reply(invitation, actor=actor)
    rounds.save_position(reply, drafted.node(1), "objection", "Dit is te kort door de bocht.", actor=actor)
    rounds.submit_reply(reply, actor=actor)
    voices = {each.organisation.name: each.voice for each in gather(drafted.advice, Reply.objects.all()).columns}
    assert (voices[who.name].voting, voices[who.name].seats, voices[who.name].group) == (True, 1, "crown")


def test_a_member_appointed_by_an_organisation_is_not_asked_individually(drafted, world):
    with pytest.raises(Refused) as refusal:
        consult(drafted, members=[world.person("marjolein-kastelein")])
    assert refusal.value.code == "no_member"


def test_the_form_offers_them_all_and_a_scale_of_its_own(drafted, world):
    cpb, szw = Organisation.objects.get(key="cpb"), Organisation.objects.filter(kind="ministry")[0]
    young = Organisation.objects.get(key="youth_platform")
    blank = ConsultForm(advice=drafted.advice, actor=drafted.secretary)
    data = {
        "organisations": [world.organisation("fnv").pk],
        "deadline": (world.today + timedelta(days=28)).isoformat(),
        "observers": [szw.pk],
        "members": [member().pk],
        f"standing_{cpb.pk}": "expert",
        f"standing_{young.pk}": "youth",
        "replies_seen": "own_in",
        "offered": ["support", "objection"],
        "reasons": ["objection"],
        "question_objection": "Wat maakt dit voor u werkbaar?",
    }
    assert {*data, "revision"} - {"question_objection"} <= set(blank.fields)
    form = ConsultForm(data, advice=drafted.advice, actor=drafted.secretary)
    assert form.is_valid(), form.errors
    actions.consult(drafted.advice, actor=drafted.secretary, **form.evidence())
    opened = drafted.advice.rounds.get()
    told = {each.organisation.key: each.standing for each in opened.invitations.all()}
    assert (told["fnv"], told["cpb"], told["youth_platform"], told[szw.key]) == ("party", "expert", "youth", "observer")
    assert opened.replies_seen == "own_in"
    assert [each["key"] for each in opened.scale] == ["support", "objection"]
    assert opened.scale[1]["question"]["nl"] == "Wat maakt dit voor u werkbaar?"
    counting = {
        each.organisation.key for each in gather(drafted.advice, Reply.objects.all()).columns if each.voice.voting
    }
    assert counting == {"fnv"} | {each.organisation.key for each in opened.invitations.filter(standing="member")}
