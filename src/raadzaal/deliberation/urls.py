from django.urls import path

from raadzaal.deliberation.views import reading, replying

app_name = "deliberation"
urlpatterns = [
    path("werk/rondes/<str:public_id>/", replying.round_, name="round"),
    path("werk/rondes/<str:public_id>/alinea/<str:node_id>/", replying.save_position, name="save_position"),
    path("werk/rondes/<str:public_id>/algemeen/", replying.save_general, name="save_general"),
    path("werk/rondes/<str:public_id>/verzenden/", replying.submit, name="submit"),
    path("werk/rondes/<str:public_id>/uitkomst/", replying.outcome, name="outcome"),
    path("werk/rondes/<str:public_id>/reacties/", reading.reactions, name="reactions"),
]
