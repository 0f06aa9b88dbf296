from django.urls import path

from raadzaal.deliberation.views import mandate, outcomes, progress, ranking, reading, replying, returning, room

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
    path("werk/rondes/<slug:public_id>/uitkomst/", outcomes.outcome, name="outcome"),
    path("werk/rondes/<slug:public_id>/uitkomst.docx", outcomes.taken_away, {"form": "docx"}, name="outcome_word"),
    path("werk/rondes/<slug:public_id>/uitkomst.pdf", outcomes.taken_away, {"form": "pdf"}, name="outcome_pdf"),
    path("werk/rondes/<slug:public_id>/intrekken/", mandate.withdraw, name="withdraw"),
    path("werk/rondes/<slug:public_id>/bevestigen/", mandate.confirm_reply, name="confirm_reply"),
    path("werk/rondes/<slug:public_id>/uitstel/", mandate.ask_time, name="ask_time"),
    path("werk/rondes/<slug:public_id>/anderen/", mandate.others, name="others"),
    path("werk/rondes/<slug:public_id>/beraad/", room.room, name="room"),
    path("werk/rondes/<slug:public_id>/beraad/alinea/<slug:node_id>/", room.save_remark, name="save_remark"),
    path("werk/rondes/<slug:public_id>/beraad/overnemen/<slug:remark_id>/", room.take_over, name="take_over"),
    path("werk/rondes/<slug:public_id>/voortgang/", progress.progress, name="progress"),
    path("werk/rondes/<slug:public_id>/reacties/", reading.reactions, name="reactions"),
]
