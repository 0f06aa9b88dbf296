"""Words for the same thing, kept by the secretariat."""

from django.utils.translation import gettext_lazy as _

from raadzaal.journal.models import Audience
from raadzaal.procedure.engine import Council, Done, performs
from raadzaal.procedure.refusals import Refused
from raadzaal.record.models import SynonymGroup
from raadzaal.record.rules import KEEPERS, LONGEST_SYNONYM, MOST_SYNONYMS
from raadzaal.record.search import dutch


def add_synonyms(words: list[str], *, actor, on=None, sent="") -> SynonymGroup:
    return _add(Council(), actor=actor, on=on, words=words, sent=sent)


@performs("record.add_synonyms", by=KEEPERS, audience=Audience.SECRETARIAT)
def _add(_council, *, actor, on, words: list[str]) -> Done:
    words = _checked(words)
    group = SynonymGroup.objects.create(words=words)
    return Done(facts={"group": group.public_id, "words": words}, result=group)


@performs("record.change_synonyms", by=KEEPERS, audience=Audience.SECRETARIAT)
def change_synonyms(group: SynonymGroup, *, actor, on, words: list[str]) -> Done:
    group = SynonymGroup.objects.select_for_update(no_key=True).get(pk=group.pk)
    group.words = _checked(words, group)
    group.save(update_fields=["words"])
    return Done(facts={"group": group.public_id, "words": group.words}, result=group)


@performs("record.drop_synonyms", by=KEEPERS, audience=Audience.SECRETARIAT)
def drop_synonyms(group: SynonymGroup, *, actor, on) -> Done:
    told = {"group": group.public_id, "words": group.words}
    SynonymGroup.objects.filter(pk=group.pk).delete()
    return Done(facts=told)


def _checked(words: list[str], group: SynonymGroup | None = None) -> list[str]:
    words = list(dict.fromkeys(" ".join(word.split()) for word in words if word.strip()))
    if any(len(word) > LONGEST_SYNONYM or not dutch.terms(word) for word in words):
        raise Refused(
            _("Each line is a word or a few words, of at most %(most)s characters."),
            code="bad_word", field="words", most=LONGEST_SYNONYM,
        )  # fmt: skip
    if not 2 <= len(words) <= MOST_SYNONYMS:
        raise Refused(
            _("Give at least two words and at most %(most)s, each on a line of its own."),
            code="number_of_words", field="words", most=MOST_SYNONYMS,
        )  # fmt: skip
    others = SynonymGroup.objects.exclude(pk=group.pk if group else None)
    taken = {dutch.terms(word): word for other in others for word in other.words}
    if double := next((word for word in words if dutch.terms(word) in taken), None):
        raise Refused(_("“%(word)s” stands in another list already."), code="double", field="words", word=double)
    return words
