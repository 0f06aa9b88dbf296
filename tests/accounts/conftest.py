import pytest
from django.core.cache import cache

from raadzaal.demo import cast

PASSWORD = "een lange zin als wachtwoord"


@pytest.fixture(autouse=True)
def no_memory_of_earlier_tries():
    cache.clear()


@pytest.fixture
def user(world):
    """The account of a coordinator, with a password."""
    found = cast.person("hans-barteling").user
    found.set_password(PASSWORD)
    found.save()
    return found
