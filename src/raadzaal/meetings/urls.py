from django.urls import path

from raadzaal.meetings.views import public, running

app_name = "meetings"
urlpatterns = [
    path("vergaderingen/", public.list_, name="list"),
    path("vergaderingen/<str:public_id>/", public.meeting, name="meeting"),
    path("werk/vergaderingen/", running.plan, name="plan"),
    path("werk/vergaderingen/<str:public_id>/", running.run, name="run"),
    path("werk/vergaderingen/<str:public_id>/oproepen/", running.convene, name="convene"),
    path("werk/vergaderingen/<str:public_id>/presentielijst/", running.sign, name="sign"),
    path("werk/vergaderingen/<str:public_id>/openen/", running.open_, name="open"),
    path("werk/vergaderingen/<str:public_id>/sluiten/", running.close, name="close"),
    path("werk/vergaderingen/<str:public_id>/opnieuw/", running.call_again, name="call_again"),
    path(
        "werk/vergaderingen/<str:public_id>/punten/<str:item_id>/stemming/", running.ask_for_vote, name="ask_for_vote"
    ),
]
