from django.urls import path

from raadzaal.deliberation.views import ranking, reading, replying, returning

app_name = "deliberation"
urlpatterns = [
    path("werk/rondes/<str:public_id>/", replying.round_, name="round"),
    path("werk/rondes/<str:public_id>/alinea/<str:node_id>/", replying.save_position, name="save_position"),
    path("werk/rondes/<str:public_id>/alinea/<str:node_id>/varianten/", ranking.save, name="save_ranking"),
    path("werk/rondes/<str:public_id>/algemeen/", replying.save_general, name="save_general"),
    path("werk/rondes/<str:public_id>/verzenden/", replying.submit, name="submit"),
    path("werk/rondes/<str:public_id>/word/", returning.word, name="word"),
    path("werk/rondes/<str:public_id>/teruggestuurd/", returning.upload, name="returned"),
    path("werk/rondes/<str:public_id>/teruggestuurd/<str:preview_id>/", returning.preview, name="returned_preview"),
    path("werk/rondes/<str:public_id>/uitkomst/", replying.outcome, name="outcome"),
    path("werk/rondes/<str:public_id>/reacties/", reading.reactions, name="reactions"),
]
