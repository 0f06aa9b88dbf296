"""The signed log of what happened in public."""

from raadzaal.record.api.declaring import KEY, LINK, NUMBER, Field, Many, Shape
from raadzaal.record.api.shapes.names import to

tree_head = Shape(
    "TreeHead",
    "How far the log of public entries is, signed.",
    (
        Field("size", NUMBER, "How many public entries it holds."),
        Field("rootHash", KEY, "The root of the tree (RFC 6962), in hex."),
        Field("signature", KEY, "Ed25519 over the lines “raadzaal-log-1”, size and root hash, in hex."),
        Field("publicKey", KEY, "With which it is checked, in hex."),
    ),
)
inclusion = Shape(
    "InclusionProof",
    "That an entry of the journal is in the log.",
    (
        Field("entry", KEY, "The hash of the entry, in hex."),
        Field("index", NUMBER, "Its place, counted from 0."),
        Field("size", NUMBER, "Of how many entries the tree is."),
        Field("rootHash", KEY, "The root of that tree, in hex."),
        Field("auditPath", Many(KEY), "From the leaf to the root, in hex."),
        Field("head", LINK, "The signed head.", lambda row: to("log", "").rstrip("/")),
    ),
)
