from django.urls import path

from raadzaal.journal.queries import state
from raadzaal.record.views import archive, checking, citing, feeds, following, open_data, search, synonyms
from raadzaal.ui.for_everybody import for_everybody

app_name = "record"
everybody = for_everybody(state)
urlpatterns = [
    path("open-data/", everybody(open_data.about), name="open_data"),
    path("open-data/bestanden/<str:name>", open_data.file, name="dump"),
    path("volgen/", following.follow, name="follow"),
    path("volgen/gevraagd/", following.followed, name="followed"),
    path("volgen/afgemeld/", following.unfollowed, name="unfollowed"),
    path("volgen/<slug:key>/", following.following, name="following"),
    path("volgen/<slug:key>/afmelden/", following.unfollow, name="unfollow"),
    path("controleren/", checking.check, name="check"),
    path("feeds/adviezen.atom", everybody(feeds.published), name="feed_published"),
    path("feeds/dossiers.atom", everybody(feeds.dossiers), name="feed_dossiers"),
    path("feeds/dossiers/<slug:public_id>.atom", everybody(feeds.dossier), name="feed_dossier"),
    path("feeds/vergaderingen.atom", everybody(feeds.sittings), name="feed_meetings"),
    path("feeds/archief.atom", everybody(feeds.archive), name="feed_archive"),
    path("feeds/zoeken.atom", feeds.search, name="feed_search"),
    path("adviezen/<int:year>/<int:serial>/verwijzing.<str:form>", citing.citation, name="citation"),
    path("zoeken/", search.search, name="search"),
    path("zoeken/suggesties/", search.suggestions, name="suggestions"),
    path("archief/", everybody(archive.items), name="items"),
    path("archief/<slug:public_id>/", everybody(archive.item), name="item"),
    path("archief/<slug:public_id>/origineel/", archive.original, name="original"),
    path("werk/archief/", archive.imports, name="imports"),
    path("werk/archief/<slug:public_id>/", archive.import_report, name="import_report"),
    path("werk/synoniemen/", synonyms.synonyms, name="synonyms"),
    path("werk/synoniemen/<slug:public_id>/", synonyms.change, name="change_synonyms"),
    path("werk/synoniemen/<slug:public_id>/verwijderen/", synonyms.drop, name="drop_synonyms"),
]
