"""Who has a paragraph open to write in it. No lock and no act: nothing follows from it but a label that ends by itself."""

from raadzaal.journal import clock
from raadzaal.texts.models import AtWork, Node
from raadzaal.texts.queries import LEASE


def sit_down(node: Node, user, name: str) -> None:
    """Seen at work now; for two minutes others are told."""
    AtWork.objects.filter(node__work=node.work_id, seen_at__lte=clock.now() - LEASE).delete()
    AtWork.objects.update_or_create(node=node, user=user, defaults={"name": name[:120], "seen_at": clock.now()})


def stand_up(node: Node, user) -> None:
    AtWork.objects.filter(node=node, user=user).delete()
