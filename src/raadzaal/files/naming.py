"""Names of files as somebody gave them."""

import unicodedata

LONGEST = 150


def file_name(name: str) -> str:
    """A name that stays a name: no folders, no signs that hide its ending or turn it around."""
    last = name.replace("\\", "/").rpartition("/")[2]
    visible = "".join(sign for sign in last if not unicodedata.category(sign).startswith("C"))
    return visible.strip(". ")[-LONGEST:] or "file"
