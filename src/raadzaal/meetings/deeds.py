"""For the pages of members and organisations: what they did in the council's public meetings."""

from raadzaal.council.deeds import Section
from raadzaal.council.models import Organisation, Person
from raadzaal.meetings.queries import people


def told_of(whom: Person | Organisation) -> Section | None:
    return _of_person(whom) if isinstance(whom, Person) else _of_organisation(whom)


def _of_person(person: Person) -> Section | None:
    votes = [(vote, people.as_corrected(vote)) for vote in people.votes().filter(person=person)[: people.SHOWN]]
    turns, attended = list(people.turns(person)[: people.SHOWN]), people.attended(person)
    if not votes and not turns and not attended.held:
        return None
    return Section("meetings/parts/of_person.html", {"attended": attended, "votes": votes, "turns": turns})


def _of_organisation(organisation: Organisation) -> Section | None:
    rows = people.votes_of_seats(organisation)
    return Section("meetings/parts/of_organisation.html", {"rows": rows}) if rows else None
