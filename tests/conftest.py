import atexit
import os
import random
import shutil
import tempfile

import django
import hypothesis
import pytest

os.environ["RAADZAAL_TESTING"] = "1"
# Always a folder of their own: what lies in a folder that was played in before would speak in the tests.
os.environ["RAADZAAL_HOME"] = tempfile.mkdtemp(prefix="raadzaal-test-")
atexit.register(shutil.rmtree, os.environ["RAADZAAL_HOME"], ignore_errors=True)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "raadzaal.conf.settings")
# One seed for all workers: what is drawn while tests are collected must be the same everywhere.
os.environ.setdefault("RAADZAAL_TRUST_SEED", str(random.SystemRandom().randrange(10**6)))
# The browser driver keeps an event loop in the thread of the tests, which otherwise forbids the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# Only now: the settings read the above once, and the council to test with is made of models.
django.setup()

# A sample that is the same on every run; all of it, anew each time, in the full trials.
hypothesis.settings.register_profile("sample", deadline=None, derandomize=True)
hypothesis.settings.register_profile("full", deadline=None, max_examples=500)
hypothesis.settings.load_profile("full" if os.environ.get("RAADZAAL_TRUST") == "full" else "sample")

pytest_plugins = ["tests.world", "tests.emptying", "tests.house", "tests.guard", "tests.tidying"]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Each worker gets a folder and settings of its own: what they inherited would be read before they come here."""
    for name in ("RAADZAAL_HOME", "DJANGO_SETTINGS_MODULE"):
        os.environ.pop(name, None)
