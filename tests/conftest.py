import os
import tempfile

import django

os.environ["RAADZAAL_TESTING"] = "1"
os.environ.setdefault("RAADZAAL_HOME", tempfile.mkdtemp(prefix="raadzaal-test-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "raadzaal.conf.settings")
# The browser driver keeps an event loop in the thread of the tests, which otherwise forbids the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# Only now: the settings read the above once, and the council to test with is made of models.
django.setup()

pytest_plugins = ["tests.world"]
