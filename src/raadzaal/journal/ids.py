"""Opaque, permanent public identifiers."""

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # no i, l, o, u: read aloud without doubt
LENGTH = 12


def new_id() -> str:
    """Twelve characters, 60 random bits: neither guessable nor countable."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
