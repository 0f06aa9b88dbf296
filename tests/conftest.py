import os
import tempfile

os.environ["RAADZAAL_TESTING"] = "1"
os.environ.setdefault("RAADZAAL_HOME", tempfile.mkdtemp(prefix="raadzaal-test-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "raadzaal.conf.settings")
# The browser driver keeps an event loop in the thread of the tests, which otherwise forbids the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

pytest_plugins = ["tests.world"]
