import hashlib
import io
import os
import signal
import subprocess
import sys
import textwrap
import time

import pytest
from django.db import connection, transaction

from raadzaal.files import store
from raadzaal.files.models import StoredFile
from raadzaal.files.naming import file_name
from raadzaal.files.views import attachment_response


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


def put(content: bytes, **more):
    return store.put(io.BytesIO(content), media_type="text/plain", **more)


def on_disk(media):
    return sorted(found.name for found in media.glob("*/**/*") if found.is_file())


def make_old(media):
    for found in media.glob("*/**/*"):
        os.utime(found, (1, 1))


def test_a_file_is_kept_under_the_hash_of_its_bytes(db, media):
    stored = put(b"advies")
    assert stored.sha256 == hashlib.sha256(b"advies").hexdigest()
    assert (stored.size, stored.media_type) == (6, "text/plain")
    assert store.open(stored.sha256).read() == b"advies"
    assert on_disk(media) == [stored.sha256]


def test_the_same_bytes_are_kept_once(db, media):
    assert put(b"same") == put(b"same")
    assert StoredFile.objects.count() == 1
    assert len(on_disk(media)) == 1


def test_the_file_is_for_its_owner_only(db):
    stored = put(b"secret")
    assert store.path(stored.sha256).stat().st_mode & 0o077 == 0


def test_too_many_bytes_leave_nothing(db, media):
    with pytest.raises(store.TooLarge):
        put(b"x" * 11, limit=10)
    assert on_disk(media) == []
    assert not StoredFile.objects.exists()


def test_exactly_the_limit_is_possible(db):
    assert put(b"x" * 10, limit=10).size == 10


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_only_a_hash_is_a_name(name):
    with pytest.raises(ValueError, match="SHA-256"):
        store.path(name)


def test_quarantine_leaves_nothing(media):
    with store.quarantine(io.BytesIO(b"upload"), limit=100) as held:
        assert held.read_bytes() == b"upload"
        assert held.is_relative_to(media / "quarantine")
    assert on_disk(media) == []


def test_quarantine_is_bounded(media):
    with pytest.raises(store.TooLarge), store.quarantine(io.BytesIO(b"x" * 101), limit=100):
        pass
    assert on_disk(media) == []


@pytest.mark.django_db(transaction=True)
def test_what_is_undone_leaves_an_orphan_that_is_swept(media):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        orphan = put(b"undone")
        raise ZeroDivisionError
    kept = put(b"kept")
    assert store.sweep() == []  # too young: its transaction might still be running
    make_old(media)
    assert store.sweep() == [orphan.sha256]
    assert store.open(kept.sha256).read() == b"kept"
    assert store.missing() == []


def test_storing_an_orphan_again_keeps_the_sweep_off(db, media):
    stored = put(b"again")
    StoredFile.objects.all().delete()
    make_old(media)
    put(b"again")
    assert store.sweep() == []
    assert store.path(stored.sha256).exists()


def test_unfinished_uploads_are_swept(db, media):
    for folder in ("incoming", "quarantine"):
        (media / folder).mkdir(parents=True)
        (media / folder / "left").write_bytes(b"half")
    store.sweep()
    assert len(on_disk(media)) == 2
    make_old(media)
    store.sweep()
    assert on_disk(media) == []


def test_a_damaged_or_lost_file_is_told(db):
    lost, damaged, _whole = put(b"lost"), put(b"damaged"), put(b"whole")
    store.path(lost.sha256).unlink()
    store.path(damaged.sha256).write_bytes(b"changed")
    assert store.missing() == sorted([lost.sha256, damaged.sha256])


KILLED = """
    import io, os, signal, sys
    import django
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.core.management import call_command
    from raadzaal.files import store
    from raadzaal.files.models import StoredFile
    settings.MEDIA_ROOT = sys.argv[1]
    call_command("migrate", "files", verbosity=0)
    point = sys.argv[2]
    def die(*args, **kwargs):
        os.kill(os.getpid(), signal.SIGKILL)
    if point == "before_name":
        store._name = die
    elif point == "before_row":
        StoredFile.objects.get_or_create = die
    store.put(io.BytesIO(b"killed"), media_type="text/plain")
    print("stored", flush=True)
    die()
"""


@pytest.mark.parametrize(("point", "has_row"), [("before_name", False), ("before_row", False), ("after", True)])
def test_a_kill_at_any_point_never_leaves_a_row_without_its_file(tmp_path, point, has_row):
    environment = os.environ | {"RAADZAAL_HOME": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/killed.sqlite3"}
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(tmp_path / "files"), point]
    died = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert died.returncode == -signal.SIGKILL, died.stderr
    check = f"""
        import django
        django.setup()
        from django.conf import settings
        from raadzaal.files import store
        from raadzaal.files.models import StoredFile
        settings.MEDIA_ROOT = {str(tmp_path / "files")!r}
        print(StoredFile.objects.count(), store.missing(), len(store.sweep(older_than=-60)))
    """
    seen = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(check)], env=environment, capture_output=True, text=True, check=True
    ).stdout
    orphans = 1 if point == "before_row" else 0
    assert seen.split() == [str(int(has_row)), "[]", str(orphans)]
    left = [found for found in (tmp_path / "files").glob("*/**/*") if found.is_file()]
    assert len(left) == int(has_row)


def test_a_file_goes_out_as_an_attachment_in_a_sandbox(db):
    stored = put(b"<script>alert(1)</script>")
    response = attachment_response(stored, 'op\r\nX-Evil: 1"\u202egnp.exe', inline=True)
    assert response["Content-Disposition"].startswith("attachment; ")
    assert "\r" not in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"".join(response.streaming_content) == b"<script>alert(1)</script>"


KINDS = [("image/png", "inline"), ("image/svg+xml", "attachment"), ("text/html", "attachment")]


@pytest.mark.parametrize(("kind", "how"), KINDS)
def test_only_plain_pictures_are_shown_in_the_page(db, kind, how):
    stored = store.put(io.BytesIO(kind.encode()), media_type=kind)
    assert attachment_response(stored, "figuur", inline=True)["Content-Disposition"].startswith(how)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("C:\\docs\\a.docx", "a.docx"), ("../../x", "x"), ("", "file"), ("\u202etxt.a", "txt.a"), ("...", "file")],
)
def test_a_file_name_stays_a_name(given, kept):
    assert file_name(given) == kept


@pytest.mark.skipif(connection.vendor == "sqlite", reason="threads cannot share SQLite's memory")
def test_two_threads_storing_the_same_bytes_at_once(transactional_db):
    from concurrent.futures import ThreadPoolExecutor

    def store_one(_at):
        try:
            return put(b"at once" * 1000).sha256
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        names = set(pool.map(store_one, range(8)))
    assert len(names) == StoredFile.objects.count() == 1
    assert store.missing() == []
    assert time.time() - store.path(names.pop()).stat().st_mtime < 60
