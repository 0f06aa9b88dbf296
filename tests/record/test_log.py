"""The signed log: anybody can check with a few lines of their own that an entry is in it, and that nothing before was changed."""

import hashlib
import json

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.test import Client

from raadzaal.advice import sealing
from raadzaal.journal import tree
from raadzaal.journal.models import Entry
from tests.dossier import Dossier, at_stage

pytestmark = pytest.mark.django_db


def told(path: str, status: int = 200) -> dict:
    answer = Client().get(f"/api/v1/log{path}")
    assert answer.status_code == status
    return json.loads(answer.content)


def climbs_to(proof: dict) -> str:
    """The check of RFC 9162 (2.1.3.2), which is another way than the one by which paths are made."""
    at, last = proof["index"], proof["size"] - 1
    found = hashlib.sha256(b"\0" + bytes.fromhex(proof["entry"])).digest()
    for step in map(bytes.fromhex, proof["auditPath"]):
        assert last
        if at % 2 or at == last:
            found = hashlib.sha256(b"\1" + step + found).digest()
            while not at % 2 and at:
                at, last = at >> 1, last >> 1
        else:
            found = hashlib.sha256(b"\1" + found + step).digest()
        at, last = at >> 1, last >> 1
    assert last == 0
    return found.hex()


def test_known_trees():
    """RFC 6962: the empty tree, and the trees of one, two and three leaves by hand."""
    a, b, c = (tree.leaf(each) for each in (b"a", b"b", b"c"))
    assert tree.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert tree.root([a]) == hashlib.sha256(b"\0a").digest()
    assert tree.root([a, b]) == hashlib.sha256(b"\1" + a + b).digest()
    assert tree.root([a, b, c]) == hashlib.sha256(b"\1" + hashlib.sha256(b"\1" + a + b).digest() + c).digest()


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33, 100])
def test_every_leaf_of_every_tree_climbs_to_its_root(size):
    entries = [bytes([at]) * 32 for at in range(size)]
    leaves = [tree.leaf(each) for each in entries]
    for at, entry in enumerate(entries):
        path = [each.hex() for each in tree.path(at, leaves)]
        assert (
            climbs_to({"index": at, "size": size, "entry": entry.hex(), "auditPath": path}) == tree.root(leaves).hex()
        )


def test_the_entry_of_a_sealed_advice_is_proved(world):
    at_stage(world, "received").published()
    sealing.seal_new()
    head = told("")
    entry = Entry.objects.get(kind="advice.seal")
    proof = told(f"/{bytes(entry.hash).hex()}")
    assert climbs_to(proof) == proof["rootHash"] == head["rootHash"]
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(head["publicKey"]))
    message = f"raadzaal-log-1\n{head['size']}\n{head['rootHash']}\n".encode()
    key.verify(bytes.fromhex(head["signature"]), message)
    with pytest.raises(InvalidSignature):
        key.verify(bytes.fromhex(head["signature"]), message.replace(b"log-1", b"log-2"))


def test_it_only_grows(world):
    Dossier.requested(world)
    before = told("")
    Dossier.requested(world)
    after = told("")
    leaves = [tree.leaf(each) for each in tree._entries()]
    assert after["size"] > before["size"] and tree.root(leaves[: before["size"]]).hex() == before["rootHash"]


def test_of_what_is_not_public_nothing_is_told(world):
    at_stage(world, "processing")
    public = set(Entry.objects.filter(audience="public").values_list("seq", flat=True))
    assert told("")["size"] == len(public) < Entry.objects.count()
    for entry in Entry.objects.exclude(seq__in=public).order_by("-seq")[:5]:
        told(f"/{bytes(entry.hash).hex()}", 404)
    told("/nope", 404)
