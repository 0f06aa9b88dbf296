"""What makes a council this council, as dated and checked data.

>>> from raadzaal.council import profile
>>> profile.active().group("workers").label
"""

from raadzaal.council.profile.composition import Source
from raadzaal.council.profile.loading import (
    ProfileError,
    UnknownProfile,
    active,
    load,
    load_in_force,
    load_version,
    names,
    read,
    versions,
)
from raadzaal.council.profile.localised import Localised
from raadzaal.council.profile.profile import Profile

__all__ = [
    "Localised",
    "Profile",
    "ProfileError",
    "Source",
    "UnknownProfile",
    "active",
    "load",
    "load_in_force",
    "load_version",
    "names",
    "read",
    "versions",
]
