"""Letters that are drafted by a step."""

import pytest

from raadzaal.advice import actions
from raadzaal.correspondence.models import Letter
from tests.dossier import Dossier

pytestmark = pytest.mark.django_db


def test_a_title_as_long_as_it_may_be_still_gives_a_letter(world):
    dossier = Dossier.requested(world)
    title = "Zorgen naast het werk " * 11 + "en zo nog 8"
    type(dossier.advice).objects.filter(pk=dossier.pk).update(title=title[:250])
    actions.decline(dossier.advice, actor=world.executive, reason="Het kabinet heeft al besloten.")
    letter = dossier.letter("request_declined")
    assert len(letter.subject) <= Letter._meta.get_field("subject").max_length
    assert letter.subject.endswith("…") and "Zorgen naast het werk" in letter.subject
