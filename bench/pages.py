"""Public pages as visitors ask for them, beside the least that the same server can do; cold start, and memory."""

from collections.abc import Iterator, Sequence

from django.urls import reverse

from bench import archive, serving
from bench.figures import Figure
from bench.serving import Load, Server
from raadzaal.publications.models import Publication
from raadzaal.site.management.commands.serve import WEB

PUBLICATIONS = 10_000
WITH_TEXT = 400
SECONDS = 3
WARM = 1
WORKERS = 2
WEB_SERVER = [*WEB, "--host", "127.0.0.1", "--port", "{port}", "--workers", str(WORKERS), "--blocking-threads", "4"]
SERVE = [serving.PYTHON, "-m", "raadzaal", "serve", "--port", "{port}", "--workers", str(WORKERS)]
HELLO = [*WEB_SERVER, "bench.hello:application"]


def figures(world) -> Iterator[Figure]:
    dossier = archive.published(world)
    first = Publication.objects.get(case=dossier.pk)
    copies = archive.multiplied(dossier, PUBLICATIONS - 1, with_text=WITH_TEXT)
    with serving.served(HELLO) as hello, serving.served(SERVE) as ours:
        yield from _starting(ours, hello)
        if not serving.has_wrk():
            return
        for name, paths, tagged in _pages(first, copies):
            yield from _told(name, ours, hello, paths, tagged)
        yield from _memory(ours, hello)


def address_of(publication: Publication) -> str:
    return reverse("advice:advice", args=[publication.year, publication.serial])


def _pages(first: Publication, copies: Sequence[Publication]) -> list[tuple[str, list[str], bool]]:
    """Name, addresses asked for in turn, and whether the visitor has the page already."""
    home, listed = reverse("site:home"), reverse("advice:published")
    last = f"{listed}?page={PUBLICATIONS // 20}"
    advice = address_of(first)
    anew = [f"{home}?{at}" for at in range(100_000)]
    texts = [address_of(each) for each in copies]
    return [
        ("home", [home], False),
        ("home, had already", [home], True),
        ("home, made anew each time", anew, False),
        (f"list of {PUBLICATIONS:,}", [listed], False),
        ("list, last page", [last], False),
        ("list, any page", [f"{listed}?page={page}" for page in range(1, PUBLICATIONS // 20)], False),
        (f"advice of {archive.WORDS:,} words", [advice], False),
        ("advice, had already", [advice], True),
        (f"one of {WITH_TEXT} advices in turn", texts, False),
    ]


def _told(name: str, ours: Server, hello: Server, paths: list[str], tagged: bool) -> Iterator[Figure]:
    tag = serving.ask(ours.address + paths[0])["ETag"] if tagged else ""
    serving.load(ours, paths[:WITH_TEXT], WARM, tag)
    found: Load = serving.load(ours, paths, SECONDS, tag)
    bare = serving.load(hello, ["/"], 1)
    yield Figure(f"{name}: rate", found.rate, "req/s", "bare WSGI", bare.rate)
    yield Figure(f"{name}: p95", found.p95, "ms", "bare WSGI", bare.p95)
    yield Figure(f"{name}: work", found.work, "ms CPU", "bare WSGI", bare.work)


def _starting(ours: Server, hello: Server) -> Iterator[Figure]:
    yield Figure("raadzaal serve, to the first answer", ours.first_answer, "s", "bare WSGI", hello.first_answer)
    with serving.served([*WEB_SERVER, "raadzaal.conf.wsgi:application"]) as web:
        yield Figure(
            "its web server alone, to the first answer", web.first_answer, "s", "bare WSGI", hello.first_answer
        )


def _memory(ours: Server, hello: Server) -> Iterator[Figure]:
    """After all of the above. The parent of the web workers is told apart: it only watches them."""
    parts = serving.family(ours.process.pid)
    worker = next(pid for pid, command in parts.items() if command[-2] == "worker")
    web = [serving.mebibytes(pid) for pid in _web_workers(ours)]
    bare = [serving.mebibytes(pid) for pid in _web_workers(hello)]
    yield Figure(f"{len(web)} web workers", sum(web), "MiB", "bare WSGI", sum(bare))
    yield Figure("the worker", serving.mebibytes(worker), "MiB", "one web worker", sum(web) / len(web))
    yield Figure("everything of serve", sum(map(serving.mebibytes, parts)), "MiB", "bare WSGI", _whole(hello))


def _whole(server: Server) -> float:
    return sum(map(serving.mebibytes, serving.family(server.process.pid)))


def _web_workers(server: Server) -> list[int]:
    """The processes that answer: the youngest of granian's own."""
    parts = serving.family(server.process.pid)
    parents = {pid for pid in parts if len(serving.family(pid)) > 1}
    return [pid for pid, command in parts.items() if pid not in parents and command[-2] != "worker"]
