from django.urls import path

from raadzaal.deliberation.views import ranking, reading, replying, returning

app_name = "deliberation"
urlpatterns = [
    path("werk/rondes/<slug:public_id>/", replying.round_, name="round"),
    path("werk/rondes/<slug:public_id>/alinea/<slug:node_id>/", replying.save_position, name="save_position"),
    path("werk/rondes/<slug:public_id>/alinea/<slug:node_id>/varianten/", ranking.save, name="save_ranking"),
    path("werk/rondes/<slug:public_id>/algemeen/", replying.save_general, name="save_general"),
    path("werk/rondes/<slug:public_id>/verzenden/", replying.submit, name="submit"),
    path("werk/rondes/<slug:public_id>/word/", returning.word, name="word"),
    path("werk/rondes/<slug:public_id>/teruggestuurd/", returning.upload, name="returned"),
    path("werk/rondes/<slug:public_id>/teruggestuurd/<slug:preview_id>/", returning.preview, name="returned_preview"),
    path("werk/rondes/<slug:public_id>/uitkomst/", replying.outcome, name="outcome"),
    path("werk/rondes/<slug:public_id>/reacties/", reading.reactions, name="reactions"),
]
