"""What the pages of the public record ask the database."""

from django.db.models import Count, Q, QuerySet

from raadzaal.accounts.actor import Actor
from raadzaal.publications.models import Publication
from raadzaal.record.models import Import, Item, SynonymGroup
from raadzaal.record.rules import KEEPER_ROLES
from raadzaal.record.search import dutch


def keeps(actor: Actor) -> bool:
    """Whether somebody keeps the public record."""
    return not actor.roles().isdisjoint(KEEPER_ROLES)


def synonyms() -> list[list[list[str]]]:
    """Groups of words for the same thing, each as terms of the index. One query."""
    groups = SynonymGroup.objects.values_list("words", flat=True)
    return [[dutch.terms(word).split() for word in words] for words in groups]


def items() -> QuerySet[Item]:
    """Older publications. They are of record and public from the moment they are brought in."""
    return Item.objects.all()


def imports() -> QuerySet[Import]:
    """With how many rows were ``taken`` and ``refused``."""
    return Import.objects.annotate(
        taken=Count("report", filter=Q(report__code="")), refused=Count("report", filter=~Q(report__code=""))
    ).order_by("-begun_at", "-pk")


def published() -> QuerySet[Publication]:
    """The advices that are public."""
    return Publication.objects.filter(published_on__isnull=False)
