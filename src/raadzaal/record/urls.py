from django.urls import path

from raadzaal.record.views import search, synonyms

app_name = "record"
urlpatterns = [
    path("zoeken/", search.search, name="search"),
    path("zoeken/suggesties/", search.suggestions, name="suggestions"),
    path("werk/synoniemen/", synonyms.synonyms, name="synonyms"),
    path("werk/synoniemen/<slug:public_id>/", synonyms.change, name="change_synonyms"),
    path("werk/synoniemen/<slug:public_id>/verwijderen/", synonyms.drop, name="drop_synonyms"),
]
