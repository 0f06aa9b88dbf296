"""A room that owns one text, for trying its pages: everybody who signs in may do everything, under their own name."""

from functools import partial

from django.urls import include, path, reverse

from raadzaal.accounts.actor import Actor
from raadzaal.conf.urls import urlpatterns as of_the_house
from raadzaal.journal.acts import act
from raadzaal.texts import actions, pages, presenters
from raadzaal.texts.models import Milestone, Work


class Addresses:
    def __init__(self, work: Work) -> None:
        self.work = work

    def _at(self, name: str, *rest: str) -> str:
        return reverse(f"mounted:{name}", args=[self.work.public_id, *rest])

    def text(self):
        return self._at("text")

    def add(self, after):
        return self._at("add", after or "front")

    def compare(self, old="", new=""):
        return self._at("compare") + (f"?oud={old}&nieuw={new}" if old else "")

    def upload(self):
        return self._at("upload")

    def undo(self):
        return self._at("undo")

    def alterations(self):
        return self._at("alterations")

    def replace(self):
        return self._at("replace")

    def style(self):
        return self._at("style")

    def suggestions(self):
        return self._at("suggestions")

    def __getattr__(self, name):
        return lambda key: self._at(name, key)


def _actor(request) -> Actor:
    name = request.user.email.partition("@")[0]
    return Actor(key=name, name=name.title())


def _act(request, writer):
    def act_upon(*args, **more):
        with act():
            return writer(*args, actor=_actor(request), **more)

    return act_upon


def _page(page, **writers):
    def view(request, work_id, *rest, **named):
        work = Work.objects.get(public_id=work_id)
        request.actor = _actor(request)
        acts = {name: _act(request, writer(work)) for name, writer in writers.items()}
        return page(request, work=work, addresses=Addresses(work), **acts, **named)

    return view


def _add(request, work_id, after):
    work = Work.objects.get(public_id=work_id)
    add = _act(request, lambda sent="", **more: actions.add(work, **more))
    return pages.add_page(
        request, work=work, after="" if after == "front" else after, add=add, addresses=Addresses(work)
    )


def _text(request, work_id):
    work = Work.objects.get(public_id=work_id)
    request.actor = _actor(request)
    return pages.text_page(request, work=work, addresses=Addresses(work), may_edit=True)


def _read(request, milestone_id):
    from django.shortcuts import render

    milestone = Milestone.objects.get(public_id=milestone_id)
    dissents = {milestone.lines.first().node_id: [presenters.Dissent("FNV", "Anders.")]}
    text = presenters.reading(milestone, figure=Addresses(milestone.work).figure, dissents=dissents, url="https://x/y")
    return render(request, "texts/read.html", {"text": text})


def _figure(request, work_id, sha256):
    return pages.figure_response(Work.objects.get(public_id=work_id), sha256)


def _presence(request, work_id, node_id):
    request.actor = _actor(request)
    return pages.presence(request, work=Work.objects.get(public_id=work_id), node_id=node_id)


def _alterations(request, work_id):
    work = Work.objects.get(public_id=work_id)
    return pages.alterations_page(
        request, work=work, author=_actor(request).key, may_edit=True, addresses=Addresses(work)
    )


_move = _page(pages.move_page, move=lambda work: actions.move, move_section=lambda work: actions.move_section)

own = [
    path("<work_id>/", _text, name="text"),
    path(
        "<work_id>/edit/<node_id>/",
        _page(pages.edit_page, save=lambda work: actions.edit, split=lambda work: actions.split),
        name="edit",
    ),
    path("<work_id>/presence/<node_id>/", _presence, name="presence"),
    path("<work_id>/merge/<node_id>/", _page(pages.merge_page, merge=lambda work: actions.merge), name="merge"),
    path(
        "<work_id>/undo/",
        _page(pages.undo_page, undo=lambda work: actions.undo, redo=lambda work: actions.redo),
        name="undo",
    ),
    path("<work_id>/alterations/", _alterations, name="alterations"),
    path(
        "<work_id>/back/<number>/",
        _page(pages.go_back_page, go_back=lambda work: lambda *args, sent="", **more: actions.go_back(*args, **more)),
        name="go_back",
    ),
    path(
        "<work_id>/replace/",
        _page(pages.replace_page, replace=lambda work: partial(actions.replace_words, work)),
        name="replace",
    ),
    path("<work_id>/style/", _page(pages.style_page), name="style"),
    path(
        "<work_id>/suggestions/",
        _page(pages.suggestions_page, settle=lambda work: partial(actions.settle, work)),
        name="suggestions",
    ),
    path("<work_id>/autosave/<node_id>/", _page(pages.autosave), name="autosave"),
    path("<work_id>/add/<after>/", _add, name="add"),
    path("<work_id>/move/<node_id>/", _move, name="move"),
    path("<work_id>/remove/<node_id>/", _page(pages.remove_page, remove=lambda work: actions.remove), name="remove"),
    path(
        "<work_id>/restore/<node_id>/", _page(pages.restore_page, restore=lambda work: actions.restore), name="restore"
    ),
    path(
        "<work_id>/history/<node_id>/",
        lambda request, work_id, node_id: _page(pages.history_page)(request, work_id, node_id=node_id, may_edit=True),
        name="history",
    ),
    path("<work_id>/compare/", _page(pages.compare_page), name="compare"),
    path("<work_id>/upload/", _page(pages.upload_page), name="upload"),
    path(
        "<work_id>/preview/<preview_id>/",
        _page(pages.preview_page, take=lambda work: actions.take_import),
        name="preview",
    ),
    path("<work_id>/figure/<sha256>/", _figure, name="figure"),
    path("read/<milestone_id>/", _read, name="read"),
]

urlpatterns = [*of_the_house, path("mounted/", include((own, "mounted")))]
