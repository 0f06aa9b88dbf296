from django.urls import path

from raadzaal.advice.views import (
    acting,
    answering,
    dossier,
    downloads,
    packages,
    public,
    reactions,
    revising,
    support,
    taking_over,
    text,
    variants,
)
from raadzaal.journal.queries import state
from raadzaal.ui.for_everybody import for_everybody

app_name = "advice"
everybody = for_everybody(state)

PUBLIC = [
    path("dossiers/", everybody(public.dossiers), name="dossiers"),
    path("dossiers/<slug:public_id>/", everybody(public.dossier), name="public_dossier"),
    path("adviezen/", everybody(public.published), name="published"),
    path("adviezen/<int:year>/<int:serial>/", everybody(public.advice), name="advice"),
    path("adviezen/<int:year>/<int:serial>/eerder/<int:number>/", everybody(public.earlier), name="earlier"),
    path("adviezen/<int:year>/<int:serial>/advies.pdf", everybody(downloads.pdf), name="pdf"),
    path("adviezen/<int:year>/<int:serial>/advies.docx", everybody(downloads.word), name="word"),
    path("adviezen/<int:year>/<int:serial>/advies.odt", everybody(downloads.odt), name="odt"),
    path("adviezen/<int:year>/<int:serial>/advies.xml", everybody(downloads.akoma_ntoso), name="akoma_ntoso"),
    path("adviezen/<int:year>/<int:serial>/advies.json", everybody(downloads.as_json), name="json"),
    path("adviezen/<int:year>/<int:serial>/advies.md", everybody(downloads.markdown), name="markdown"),
    path(
        "adviezen/<int:year>/<int:serial>/advies-draagvlak.json", everybody(downloads.support_json), name="support_json"
    ),
    path("adviezen/<int:year>/<int:serial>/advies-draagvlak.csv", everybody(downloads.support_csv), name="support_csv"),
    path(
        "adviezen/<int:year>/<int:serial>/alinea/<slug:node>/", everybody(public.provenance), name="public_provenance"
    ),
    path("adviezen/<int:year>/<int:serial>/beeld/<slug:sha256>/", downloads.figure, name="figure"),
    path("concepten/<slug:round_id>/", everybody(public.draft), name="draft"),
    path("concepten/<slug:round_id>/beeld/<slug:sha256>/", downloads.draft_figure, name="draft_figure"),
    path("t/<slug:work>/<slug:version>/", public.address, name="address"),
    path("t/<slug:work>/<slug:version>/<slug:node>/", public.address, name="paragraph"),
    path("werkwijze/", everybody(public.procedures), name="procedures"),
]

DOSSIER = "werk/dossiers/<slug:public_id>/"
INSIDE = [
    path("werk/aanvragen/nieuw/", acting.begin, {"name": "file"}, name="file"),
    path("werk/eigen-beweging/nieuw/", acting.begin, {"name": "initiate"}, name="initiate"),
    path(DOSSIER, dossier.overview, name="dossier"),
    path(DOSSIER + "brieven/", dossier.letters, name="letters"),
    path(DOSSIER + "termijnen/", dossier.terms, name="terms"),
    path(DOSSIER + "journaal/", dossier.journal, name="journal"),
    path(DOSSIER + "ontwerpadvies/", text.tabled, name="tabled"),
    path(DOSSIER + "ontwerpadvies/beeld/<slug:sha256>/", text.tabled_figure, name="tabled_figure"),
    path(DOSSIER + "reacties/", reactions.reactions, name="reactions"),
    path(DOSSIER + "reacties/<slug:position_id>/", reactions.dispose, name="dispose"),
    path(DOSSIER + "reacties/<slug:position_id>/overnemen/", taking_over.take_over, name="take_over"),
    path(DOSSIER + "draagvlak/", support.support, name="support"),
    path(DOSSIER + "draagvlak/<slug:place>/", support.paragraph, name="support_paragraph"),
    path(DOSSIER + "draagvlak/<slug:node_id>/woorden/", support.overrule, name="support_overrule"),
    path(DOSSIER + "draagvlak/<slug:node_id>/bevestigen/", support.confirm, name="support_confirm"),
    path(DOSSIER + "pakketten/", packages.packages, name="packages"),
    path(DOSSIER + "antwoord/", answering.respond, name="respond"),
    path(DOSSIER + "handelingen/<slug:name>/", acting.act, name="act"),
]

WORDS = DOSSIER + "tekst/"
TEXT = [
    path(WORDS, text.text, name="text"),
    path(WORDS + "word/", text.upload, name="import"),
    path(WORDS + "word/<slug:preview_id>/", text.preview, name="preview"),
    path(WORDS + "vergelijken/", text.compare, name="compare"),
    path(WORDS + "beeld/<slug:sha256>/", text.figure, name="text_figure"),
    path(WORDS + "toevoegen/", text.add, name="add"),
    path(WORDS + "toevoegen/<slug:after>/", text.add, name="add_after"),
    path(WORDS + "terugnemen/", revising.undo, name="undo"),
    path(WORDS + "bewerkingen/", revising.alterations, name="alterations"),
    path(WORDS + "versies/<slug:number>/terug/", revising.go_back, name="go_back"),
    path(WORDS + "versies/<slug:number>/tekst.docx", text.kept, {"form": "word"}, name="kept_word"),
    path(WORDS + "versies/<slug:number>/tekst.pdf", text.kept, {"form": "pdf"}, name="kept_pdf"),
    path(WORDS + "vervangen/", revising.replace, name="replace"),
    path(WORDS + "taal/", revising.style, name="style"),
    path(WORDS + "suggesties/", revising.suggestions, name="suggestions"),
    path(WORDS + "<slug:node_id>/", text.edit, name="edit"),
    path(WORDS + "<slug:node_id>/aanwezig/", revising.presence, name="presence"),
    path(WORDS + "<slug:node_id>/samenvoegen/", revising.merge, name="merge"),
    path(WORDS + "<slug:node_id>/bewaren/", text.autosave, name="autosave"),
    path(WORDS + "<slug:node_id>/verplaatsen/", text.move, name="move"),
    path(WORDS + "<slug:node_id>/weghalen/", text.remove, name="remove"),
    path(WORDS + "<slug:node_id>/geschiedenis/", text.history, name="history"),
    path(WORDS + "<slug:node_id>/terugzetten/", text.restore, name="restore"),
    path(WORDS + "<slug:node_id>/herkomst/", text.provenance, name="provenance"),
    path(WORDS + "<slug:node_id>/varianten/", variants.variants, name="variants"),
    path(WORDS + "<slug:node_id>/aanbeveling/", text.recommend, name="recommend"),
]

urlpatterns = [*PUBLIC, *INSIDE, *TEXT]
