"""What the tests of texts write with."""

from contextlib import contextmanager

from raadzaal.accounts.actor import Actor
from raadzaal.accounts.models import User
from raadzaal.journal.acts import act
from raadzaal.texts import actions, queries
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.models import Node, Work

ANNA = Actor(key="anna00000001", name="Anna Verwey")
BRAM = Actor(key="bram00000001", name="Bram Tolsma")


def heading(words: str, level: int = 1) -> Block:
    return Block(Kind.HEADING, level, words)


def paragraph(words: str, **more) -> Block:
    return Block(Kind.PARAGRAPH, 0, words, **more)


def new_text(*blocks: Block) -> Work:
    with act():
        work = actions.begin("d00000000001")
        after = None
        for block in blocks:
            after = actions.add(work, after=after, block=block, actor=ANNA).node
    return work


def add(work: Work, words: str, *, after: Node | None = None, actor: Actor = ANNA) -> Node:
    with act():
        return actions.add(work, after=after, block=paragraph(words), actor=actor).node


def edit(node: Node, notation: str, base: int, *, actor: Actor = ANNA, **more):
    with act():
        return actions.edit(node, notation=notation, base=base, actor=actor, **more)


def words(work: Work) -> list[str]:
    return [line.block.notation for line in queries.current(work)]


def node_at(work: Work, index: int) -> Node:
    return queries.node_of(work, queries.current(work)[index].node_id)


def user(name: str = "anna") -> User:
    return User.objects.create_user(f"{name}@raad.example")


@contextmanager
def acting():
    with act():
        yield
