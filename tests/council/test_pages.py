"""What a visitor sees of the council, and what the secretariat does about it."""

from datetime import date

import pytest

from raadzaal.accounts.models import User
from raadzaal.council import actions
from raadzaal.council.models import Appointment, Delegation, Person, Seat
from raadzaal.demo import cast

Role = Appointment.Role
pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(client, world):
    def signed(key):
        client.force_login(cast.person(key).user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed


@pytest.fixture
def secretariat(sign_in, world):
    return sign_in(Person.objects.get(public_id=world.secretariat.key).key)


def text(response) -> str:
    return response.content.decode()


class TestTheCouncil:
    def test_everybody_sees_who_sits_where(self, client, world):
        page = text(client.get("/raad/"))
        assert "Wie zitten er in de raad" in page and "Carla de Vette" in page
        assert "Commissie Duurzame Ontwikkeling" in page

    def test_in_english_too(self, client, world):
        page = text(client.get("/en/raad/"))
        assert "Who is in the council" in page and "Committee on Sustainable Development" in page

    def test_another_day_shows_who_sat_then(self, client, world):
        assert "Aleid Ruysenaar" not in text(client.get("/raad/"))
        assert "Aleid Ruysenaar" in text(client.get("/raad/?op=2026-03-12"))

    def test_as_it_was_known_shows_what_was_recorded_then(self, client, world):
        held = Appointment.objects.known().get(person__name="Carla de Vette", seat__body=world.council)
        world.days_later(3)
        actions.end(held, actor=world.secretariat, until=date(2026, 8, 1))
        seats = "?op=2026-08-20&bekend="
        assert text(client.get(f"/raad/{seats}2026-09-02")).count("Carla de Vette") > text(
            client.get(f"/raad/{seats}")
        ).count("Carla de Vette")

    @pytest.mark.parametrize("day", ["2026-02-30", "morgen", "2031-01-01", "0000-00-00", "%00"])
    def test_a_day_that_cannot_be_is_refused_with_a_page(self, client, world, day):
        response = client.get(f"/raad/?op={day}")
        assert response.status_code == 422
        assert "Carla de Vette" in text(response)

    def test_the_queries_do_not_grow_with_the_council(self, client, world, django_assert_num_queries, queries_of):
        counts = set()
        for sitting in (1, 3, 30):
            with_seats(sitting)
            counts.add(queries_of(lambda: client.get("/raad/")))
        assert len(counts) == 1, counts

    def test_a_committee_hides_civil_servants_from_visitors(self, client, secretariat):
        assert "Floor Hengevoort" in text(secretariat.get("/raad/commissies/sea/"))
        client.logout()
        page = text(client.get("/raad/commissies/sea/"))
        assert "Sybren Hoitinga" in page and "Floor Hengevoort" not in page

    def test_an_organisation_shows_its_seats(self, client, world):
        page = text(client.get("/raad/organisaties/nzo/"))
        assert "Lotte Spaanderman" in page and "Netwerk Zelfstandig Ondernemers" in page

    @pytest.mark.parametrize("url", ["/raad/commissies/council/", "/raad/commissies/x/", "/raad/organisaties/x/"])
    def test_what_is_not_there_is_not_there(self, client, world, url):
        assert client.get(url).status_code == 404


def with_seats(number):
    """Leave so many members in the council."""
    seats = Appointment.objects.filter(seat__body__key="council", role=Role.MEMBER)
    seats.update(superseded_at=None)
    kept = list(seats.values_list("pk", flat=True)[:number])
    seats.exclude(pk__in=kept).update(superseded_at=date(2026, 4, 1).isoformat() + "T00:00:00Z")


@pytest.fixture
def queries_of():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(act):
        with CaptureQueriesContext(connection) as queries:
            assert act().status_code == 200
        return len(queries)

    return count


class TestAPerson:
    def test_shows_what_somebody_holds_and_held(self, client, world):
        page = text(client.get(f"/raad/leden/{cast.person('aleid-ruysenaar').public_id}/"))
        assert "Eerder" in page and "31 maart 2026" in page

    def test_staff_of_an_organisation_have_no_public_page(self, client, world, sign_in):
        hidden = cast.person("shirley-pinas")
        url = f"/raad/leden/{hidden.public_id}/"
        there, not_there = client.get(url), client.get("/raad/leden/zzzzzzzzzzzz/")
        assert there.status_code == not_there.status_code == 404
        assert text(there).replace(hidden.public_id, "") == text(not_there).replace("zzzzzzzzzzzz", "")
        assert sign_in("carla-de-vette").get(url).status_code == 404
        assert sign_in("shirley-pinas").get(url).status_code == 200


class TestTheRecord:
    URLS = (
        "/werk/benoemingen/", "/werk/benoemingen/nieuw/", "/werk/benoemingen/nieuw/gremium/", "/werk/benoemingen/personen/",
        "/werk/benoemingen/personen/nieuw/", "/werk/benoemingen/zittingstermijn/",
    )  # fmt: skip

    def test_is_for_who_keeps_it(self, client, world, sign_in, secretariat):
        appointment = Appointment.objects.first()
        urls = [*self.URLS, f"/werk/benoemingen/{appointment.public_id}/"]
        assert {secretariat.get(url).status_code for url in urls} == {200}
        assert {sign_in("carla-de-vette").get(url).status_code for url in urls} == {404}
        assert {sign_in("hans-barteling").get(url).status_code for url in urls} == {404}
        client.logout()
        assert {client.get(url).status_code for url in urls} == {302}

    def test_costs_the_same_at_any_length(self, secretariat, queries_of):
        counts = set()
        rows = Appointment.objects.all()
        for number in (1, 3, 30):
            rows.update(superseded_at=None)
            kept = {Appointment.objects.get(person__key="truus-vlietstra").pk}
            kept |= set(rows.values_list("pk", flat=True)[: number - 1])
            rows.exclude(pk__in=kept).update(superseded_at="2026-04-01T00:00:00Z")
            counts.add(queries_of(lambda: secretariat.get("/werk/benoemingen/")))
        assert len(counts) == 1, counts

    def test_somebody_new_is_registered_and_appointed(self, secretariat, world):
        secretariat.post("/werk/benoemingen/personen/nieuw/", {"name": "Tess\u202e van\x07 Dam"})
        person = Person.objects.get(name="Tess van Dam")
        old = Appointment.objects.known().get(seat__body=world.council, seat__number=5, role=Role.MEMBER)
        secretariat.post(f"/werk/benoemingen/{old.public_id}/", {"act": "end", "until": "2026-09-30"})
        form = {"person": person.pk, "role": "member", "seat": old.seat_id, "valid_from": "2026-10-01"}
        assert secretariat.post("/werk/benoemingen/nieuw/zetel/", form).status_code == 302
        row = Appointment.objects.known().get(person=person)
        assert (row.seat.number, str(row.last_day)) == (5, "2028-03-31")

    def test_a_refusal_keeps_what_was_typed_and_stands_beside_the_field(self, secretariat, world):
        taken = Seat.objects.get(body=world.council, number=5)
        person = cast.person("shirley-pinas")
        form = {"person": person.pk, "role": "member", "seat": taken.pk, "valid_from": "2026-10-01"}
        response = secretariat.post("/werk/benoemingen/nieuw/zetel/", form)
        assert response.status_code == 422
        assert response.context["form"].errors["seat"] == ["Timo Vreugdenberg heeft in die periode deze zetel."]
        assert 'value="2026-10-01"' in text(response)

    @pytest.mark.parametrize(
        ("act", "given"),
        [
            (
                "correct",
                {"valid_from": "2026-05-01", "valid_until": "2028-03-31", "reason": "Besluit verkeerd gelezen"},
            ),
            ("revoke", {"reason": "Verkeerde persoon"}),
        ],
    )
    def test_a_correction_leaves_the_old_version_readable(self, secretariat, world, act, given):
        row = Appointment.objects.known().get(seat__body=world.council, seat__number=5, role=Role.MEMBER)
        url = f"/werk/benoemingen/{row.public_id}/"
        assert secretariat.post(url, {"act": act, **given}).status_code == 302
        page = secretariat.get(url)
        assert "1 april 2026" in text(page) and "niet meer zo bekend" in text(page)

    def test_a_successor_takes_over_for_the_remainder(self, secretariat, world):
        row = Appointment.objects.known().get(seat__body=world.council, seat__number=5, role=Role.MEMBER)
        successor = cast.person("mick-roggeveld")
        given = {"act": "replace", "successor": successor.pk, "first_day": "2026-10-01"}
        assert secretariat.post(f"/werk/benoemingen/{row.public_id}/", given).status_code == 302
        assert str(Appointment.objects.known().get(person=successor, seat=row.seat).last_day) == "2028-03-31"

    def test_a_new_term_is_recorded_at_once(self, secretariat, world):
        leaving = cast.person("carla-de-vette")
        given = {"body": world.council.pk, "since": "2028-04-01", "leaving": [leaving.pk]}
        assert secretariat.post("/werk/benoemingen/zittingstermijn/", given).status_code == 302
        renewed = Appointment.objects.on(date(2028, 4, 1)).filter(body=world.council, role=Role.MEMBER)
        assert renewed.count() == 35 and not renewed.filter(person=leaving).exists()

    def test_an_account_comes_with_a_link_in_a_mail(self, secretariat, mailoutbox, django_capture_on_commit_callbacks):
        person = actions.register_person("Tess van Dam", actor=cast.secretariat())
        url = f"/werk/benoemingen/personen/{person.public_id}/account/"
        with django_capture_on_commit_callbacks(execute=True):
            assert secretariat.post(url, {"email": "Tess@Voorbeeld.example"}).status_code == 302
        assert mailoutbox[0].to == ["tess@voorbeeld.example"]
        assert not User.objects.get(email="tess@voorbeeld.example").has_usable_password()


class TestStandingIn:
    def test_the_holder_lends_a_role_and_takes_it_back(self, sign_in, world):
        client = sign_in("hans-barteling")
        row = Appointment.objects.known().get(person__key="hans-barteling")
        form = {
            "appointment": row.public_id,
            "delegate": cast.person("shirley-pinas").pk,
            "since": "2026-09-01",
            "until": "2026-09-07",
        }
        assert client.post("/werk/waarneming/", form).status_code == 302
        assert "Shirley Pinas" in text(client.get("/werk/waarneming/"))
        assert cast.actor("shirley-pinas").holds("organisation_coordinator")
        lent = Delegation.objects.get()
        assert client.post(f"/werk/waarneming/{lent.pk}/beeindigen/").status_code == 302
        assert not cast.actor("shirley-pinas").holds("organisation_coordinator")

    def test_only_colleagues_are_offered(self, sign_in, world):
        client = sign_in("hans-barteling")
        row = Appointment.objects.known().get(person__key="hans-barteling")
        form = {
            "appointment": row.public_id,
            "delegate": cast.person("mick-roggeveld").pk,
            "since": "2026-09-01",
            "until": "2026-09-07",
        }
        assert client.post("/werk/waarneming/", form).status_code == 422
        assert not Delegation.objects.exists()

    def test_nobody_ends_what_others_lent(self, sign_in, world):
        row = Appointment.objects.known().get(person__key="hans-barteling")
        holder = cast.actor("hans-barteling")
        lent = actions.delegate(
            row, actor=holder, delegate=cast.person("shirley-pinas"), since=date(2026, 9, 1), until=date(2026, 9, 8)
        )
        assert sign_in("mick-roggeveld").post(f"/werk/waarneming/{lent.pk}/beeindigen/").status_code == 404
        assert Delegation.objects.known().exists()

    def test_a_member_has_nothing_to_lend(self, sign_in, world):
        assert "heeft geen rol" in text(sign_in("carla-de-vette").get("/werk/waarneming/"))
