from django.urls import path

from raadzaal.journal.queries import state
from raadzaal.meetings.views import agenda, calling, public, running
from raadzaal.ui.for_everybody import for_everybody

app_name = "meetings"
everybody = for_everybody(state)
urlpatterns = [
    path("vergaderingen/", everybody(public.list_), name="list"),
    path("vergaderingen/agenda.ics", calling.calendar_of_all, name="calendar"),
    path("vergaderingen/<slug:public_id>/agenda.ics", calling.calendar_file, name="calendar_file"),
    path("vergaderingen/<slug:public_id>/stukken/<slug:paper_id>/", agenda.paper, name="paper"),
    path("vergaderingen/<slug:public_id>/", everybody(public.meeting), name="meeting"),
    path("werk/vergaderingen/", running.plan, name="plan"),
    path("werk/vergaderingen/<slug:public_id>/", running.run, name="run"),
    path("werk/vergaderingen/<slug:public_id>/oproepen/", running.convene, name="convene"),
    path("werk/vergaderingen/<slug:public_id>/presentielijst/", running.sign, name="sign"),
    path("werk/vergaderingen/<slug:public_id>/openen/", running.open_, name="open"),
    path("werk/vergaderingen/<slug:public_id>/sluiten/", running.close, name="close"),
    path("werk/vergaderingen/<slug:public_id>/opnieuw/", running.call_again, name="call_again"),
    path("werk/vergaderingen/<slug:public_id>/verplaatsen/", calling.reschedule, name="reschedule"),
    path("werk/vergaderingen/<slug:public_id>/afzeggen/", calling.cancel, name="cancel"),
    path("werk/vergaderingen/<slug:public_id>/schorsen/", calling.suspend, name="suspend"),
    path("werk/vergaderingen/<slug:public_id>/hervatten/", calling.resume, name="resume"),
    path("werk/vergaderingen/<slug:public_id>/aanmelden/", calling.announce, name="announce"),
    path("werk/vergaderingen/<slug:public_id>/agenda/", agenda.edit, name="agenda"),
    path("werk/vergaderingen/<slug:public_id>/punten/<slug:item_id>/", agenda.item, name="item"),
    path("werk/vergaderingen/<slug:public_id>/punten/<slug:item_id>/plaats/", agenda.shift, name="shift_item"),
    path("werk/vergaderingen/<slug:public_id>/punten/<slug:item_id>/weg/", agenda.remove, name="remove_item"),
    path("werk/vergaderingen/<slug:public_id>/punten/<slug:item_id>/stukken/", agenda.add_paper, name="add_paper"),
    path(
        "werk/vergaderingen/<slug:public_id>/punten/<slug:item_id>/stukken/<slug:paper_id>/weg/",
        agenda.withdraw_paper,
        name="withdraw_paper",
    ),
    path(
        "werk/vergaderingen/<slug:public_id>/punten/<slug:item_id>/stemming/", running.ask_for_vote, name="ask_for_vote"
    ),
]
