from django.urls import path

from raadzaal.journal.queries import state
from raadzaal.meetings.views import public, running
from raadzaal.ui.for_everybody import for_everybody

app_name = "meetings"
everybody = for_everybody(state)
urlpatterns = [
    path("vergaderingen/", everybody(public.list_), name="list"),
    path("vergaderingen/<slug:public_id>/", everybody(public.meeting), name="meeting"),
    path("werk/vergaderingen/", running.plan, name="plan"),
    path("werk/vergaderingen/<slug:public_id>/", running.run, name="run"),
    path("werk/vergaderingen/<slug:public_id>/oproepen/", running.convene, name="convene"),
    path("werk/vergaderingen/<slug:public_id>/presentielijst/", running.sign, name="sign"),
    path("werk/vergaderingen/<slug:public_id>/openen/", running.open_, name="open"),
    path("werk/vergaderingen/<slug:public_id>/sluiten/", running.close, name="close"),
    path("werk/vergaderingen/<slug:public_id>/opnieuw/", running.call_again, name="call_again"),
    path(
        "werk/vergaderingen/<slug:public_id>/punten/<slug:item_id>/stemming/", running.ask_for_vote, name="ask_for_vote"
    ),
]
