"""The show year: everything there is to see in it, and a play that is cut off."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection

from raadzaal.accounts.models import User
from raadzaal.advice.models import Advice, DelayReason, FollowUp, Response
from raadzaal.advice.procedure import Stage
from raadzaal.correspondence.models import Letter, OutgoingMail
from raadzaal.deliberation.models import Disposition, Dissent, Reply
from raadzaal.demo import store
from raadzaal.demo.content import load
from raadzaal.demo.play import begun, play, played
from raadzaal.demo.schedule import Calendar, next_working_day
from raadzaal.demo.stage import play_until
from raadzaal.demo.telling import lines
from raadzaal.journal import clock
from raadzaal.journal.models import Entry
from raadzaal.journal.queries import facts
from raadzaal.journal.verification import verify
from raadzaal.meetings.models import Decision, Meeting, RollCallVote
from raadzaal.procedure.models import Term
from raadzaal.publications.models import Publication, PublicEvent


@pytest.fixture(scope="module")
def year(django_db_setup, django_db_blocker):
    """Played once for all tests of this file, and undone after them."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        told: list[str] = []
        show = play(clock.today(), told.append)
        show.told = told
        yield show
        transaction.set_rollback(True)


def _advice(year, key: str) -> Advice:
    return year.dossiers[key].advice


def test_every_advice_stands_where_its_story_says(year):
    """What the content calls overdue or partly answered waits for an answer; what was sent back is worked on again."""
    meaning = {"overdue": "received", "partly_answered": "received"}
    for key, dossier in year.dossiers.items():
        sent_back = any(meeting.handling == "refer_back" for meeting in dossier.told.meetings)
        expected = "processing" if sent_back else meaning.get(dossier.told.stands, dossier.told.stands)
        assert _advice(year, key).stage == expected, key


def test_every_stage_is_there_to_be_seen(year):
    assert {each.advice.stage for each in year.dossiers.values()} == set(Stage.values)


def test_an_answer_is_overdue_and_another_is_not(year):
    running = Term.objects.filter(stopped_on=None, rule="response")
    assert running.filter(due__lt=year.today).exists()
    assert running.filter(due__gte=year.today).exists()
    assert Letter.objects.filter(template="reminder", state="sent").count() == 2


def test_the_council_decided_in_every_way(year):
    results = set(Decision.objects.values_list("method", "result"))
    assert results == {
        ("without_vote", "adopted"), ("roll_call", "adopted"), ("noted", "noted"), ("referred_back", "referred_back"),
    }  # fmt: skip
    assert RollCallVote.objects.filter(value="against").count() == 6
    assert Decision.objects.get(method="roll_call").item.vote_asked_by is not None


def test_both_forms_of_dissent_are_there(year):
    assert set(Dissent.objects.values_list("form", flat=True)) == {"in_text", "minority_note"}


def test_replies_came_in_time_late_and_not_yet(year):
    assert Reply.objects.filter(late=True).exists()
    assert Reply.objects.filter(late=False, submitted_at__isnull=False).exists()
    assert Reply.objects.filter(submitted_at=None, positions__isnull=False).exists()
    assert set(Disposition.objects.values_list("outcome", flat=True)) == {"taken_over", "partly", "not", "noted"}
    assert Disposition.objects.filter(revision__isnull=False).exists()


def test_an_answer_covers_two_advices_and_another_is_an_answer_in_part(year):
    assert any(each.advices.count() == 2 for each in Response.objects.all())
    waiting = _advice(year, "zekerheid-voor-zelfstandigen")
    assert (waiting.stage, waiting.responses.count()) == ("received", 1)
    assert set(FollowUp.objects.values_list("status", flat=True)) == {"pending", "adopted", "partly", "rejected"}
    assert set(FollowUp.objects.values_list("evidence", flat=True)) == {"letter", "motion", "law", "budget", "press"}


def test_numbers_run_without_a_gap_in_the_order_of_adoption(year):
    numbered = Publication.objects.order_by("adopted_on", "year", "serial")
    for _year in {each.year for each in numbered}:
        serials = [each.serial for each in numbered if each.year == _year]
        assert serials == list(range(1, len(serials) + 1))
    told = sorted((told for told in load() if told.serial), key=lambda told: told.serial)
    assert [each.case.title for each in numbered] == [each.title.nl for each in told]


def test_meetings_are_over_one_goes_on_today_and_one_is_to_come(year):
    assert Meeting.objects.filter(state=Meeting.State.CLOSED).count() == 7
    assert Meeting.objects.filter(starts_at__gt=clock.now(), state__in=("planned", "convened")).exists()
    begun = Meeting.objects.filter(starts_at__lt=clock.now()).exclude(state=Meeting.State.CLOSED)
    [today] = begun
    assert today.state == Meeting.State.OPEN
    assert today.items.count() == 9 and today.items.filter(papers__isnull=False).count() == 3
    assert today.votings.get().cast.count() == 22
    assert today.votings.get().item == today.at_item


def test_nothing_happens_after_now_or_before_what_went_before(year):
    moments = list(Entry.objects.order_by("seq").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert moments[-1] <= clock.now()
    assert verify().ok


def test_the_public_timeline_and_the_mail_have_kept_up(year):
    dossiers = set(PublicEvent.objects.values_list("dossier", flat=True))
    assert {each.advice.public_id for each in year.dossiers.values()} <= dossiers
    sent = Letter.objects.filter(state="sent")
    assert sent.count() > 30
    assert OutgoingMail.objects.filter(letter__in=sent, state="sent").count() >= sent.count()
    assert OutgoingMail.objects.filter(state="waiting").count() == 0
    first = OutgoingMail.objects.order_by("pk").first()
    assert first.sent_at == first.letter.sent_at


def test_nobody_of_the_show_has_a_password(year):
    assert User.objects.count() > 100
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_the_last_entry_says_that_all_was_played(year):
    assert begun()
    last = Entry.objects.order_by("seq").last()
    assert last == played()
    assert facts(last)["advices"] == len(load())
    assert len(year.told) > 12
    assert not DelayReason.objects.exists()


@pytest.mark.parametrize("today", [date(2027, 4, 1), date(2027, 2, 28), date(2028, 5, 16), date(2030, 12, 31)])
def test_whatever_day_it_is_the_year_is_in_order(today):
    """Working days, and an order of the day in which what depends on something comes after it."""
    calendar = Calendar(today)
    for told in load():
        offsets = [told.request.date if told.request else told.intention.date, *(each.date for each in told.meetings)]
        assert all(calendar.day(offset).weekday() < 5 for offset in offsets)
    assert next_working_day(date(2026, 11, 27)) == date(2026, 11, 30)
    assert next_working_day(date(2026, 11, 26)) == date(2026, 11, 27)


@pytest.mark.django_db
@pytest.mark.parametrize("stage", ["requested", "declined", "withdrawn", "answered"])
def test_one_advice_can_be_played_up_to_a_stage(stage):
    play_until(stage, clock.today())
    assert Advice.objects.get().stage == stage
    told = "\n".join(lines("nl"))
    assert "Adviesaanvraag ontvangen" in told
    assert verify().ok


@pytest.mark.django_db
def test_a_council_that_nobody_invented_is_not_played_over(world):
    with pytest.raises(store.Occupied):
        store.check_free()


@pytest.mark.django_db
def test_the_command_says_no_in_words(world):
    from django.core.management.base import CommandError

    with pytest.raises(CommandError, match="nobody invented"):
        call_command("demo", "--no-serve")
    assert connection.settings_dict["NAME"]
