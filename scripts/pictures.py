"""Takes the pictures of the README anew, from a played show council.

.venv/bin/python scripts/pictures.py              plays one in a folder that is thrown away
.venv/bin/python scripts/pictures.py PLAYED_HOME  looks at one that was played already
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs/pictures"
RAADZAAL = Path(sys.executable).with_name("raadzaal")
LARGEST = 250_000
SECRETARY, COORDINATOR = "jasper-oldenkamp", "pauline-steenhuizer"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "show"
        settings = {
            "RAADZAAL_HOME": str(home),
            "RAADZAAL_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "raadzaal.conf.settings",
        }
        os.environ.update(settings, DJANGO_ALLOW_ASYNC_UNSAFE="1")
        if len(sys.argv) < 2:
            subprocess.run([RAADZAAL, "demo", "--no-serve"], check=True)
        port = _free_port()
        server = subprocess.Popen([RAADZAAL, "serve", "--port", str(port)])
        try:
            _wait_for(f"http://127.0.0.1:{port}/")
            _take(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(address: str, seconds: int = 60) -> None:
    for _attempt in range(seconds * 2):
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 -- our own server, just started
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.5)
        else:
            return
    raise SystemExit("The server did not come up.")


def _take(origin: str) -> None:
    """What is in each picture: its name, who looks, at which address, how much of it."""
    import django

    django.setup()
    from raadzaal.advice.models import Advice
    from raadzaal.deliberation.models import Round

    dossier = Advice.objects.filter(stage="processing", committee__key="sea").first()
    running = Round.objects.filter(closed_on=None).last()
    number = Advice.objects.filter(stage="answered").earliest("opened_on").publication
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, who, path in (
            ("dossier-nl", SECRETARY, f"/werk/dossiers/{dossier.public_id}/"),
            ("dossier-en", SECRETARY, f"/en/werk/dossiers/{dossier.public_id}/"),
            ("advice-nl", None, f"/adviezen/{number.year}/{number.serial}/"),
            ("reaction-nl", COORDINATOR, f"/werk/rondes/{running.public_id}/"),
            ("home-nl", None, "/"),
        ):
            context = browser.new_context(viewport={"width": 1360, "height": 900})
            if who:
                context.add_cookies([{"name": "sessionid", "value": _session(who), "url": origin}])
            page = context.new_page()
            page.goto(origin + path, wait_until="networkidle")
            _open_first(page, name)
            page.screenshot(path=PICTURES / f"{name}.png")
            _make_small(PICTURES / f"{name}.png")
            context.close()
        browser.close()


def _open_first(page, name: str) -> None:
    """On the page for reactions one form stands open, to show what is asked."""
    if name.startswith("reaction"):
        page.locator("details.position summary").nth(1).click()


def _session(key: str) -> str:
    """As somebody who has just come in through the entrance of the show council."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from raadzaal.council.models import Person

    user, session = Person.objects.get(key=key).user, SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


def _make_small(picture: Path) -> None:
    """Flat colours and letters: a palette loses nothing that one sees."""
    with Image.open(picture) as image:
        image.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(picture, optimize=True)
    if picture.stat().st_size > LARGEST:
        raise SystemExit(f"{picture.name} is larger than {LARGEST} bytes.")


if __name__ == "__main__":
    main()
