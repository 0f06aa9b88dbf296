from django.urls import path

from raadzaal.journal.queries import state
from raadzaal.meetings.views import after, agenda, calling, elections, leading, proposals, public, running, screens
from raadzaal.ui.for_everybody import for_everybody

app_name = "meetings"
everybody = for_everybody(state)
urlpatterns = [
    path("vergaderingen/", everybody(public.list_), name="list"),
    path("vergaderingen/agenda.ics", calling.calendar_of_all, name="calendar"),
    path("vergaderingen/<slug:public_id>/agenda.ics", calling.calendar_file, name="calendar_file"),
    path("vergaderingen/<slug:public_id>/stukken/<slug:paper_id>/", agenda.paper, name="paper"),
    path("vergaderingen/<slug:public_id>/punten/<slug:item_id>/uitslag/", elections.result, name="election_result"),
    path("besluiten/", everybody(after.register), name="register"),
    path("vergaderingen/<slug:public_id>/verslag/", after.read, name="minutes_public"),
    path("vergaderingen/<slug:public_id>/ori-a.xml", after.archive, name="archive"),
    path("vergaderingen/<slug:public_id>/scherm/", screens.hall, name="hall"),
    path("vergaderingen/<slug:public_id>/volgen/", screens.follow, name="follow"),
    path("vergaderingen/<slug:public_id>/stand/", screens.state, name="state"),
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
    path("werk/vergaderingen/<slug:public_id>/voorzitter/", screens.chair, name="chair"),
    path("werk/vergaderingen/<slug:public_id>/griffie/", screens.secretary, name="secretary"),
    path("werk/vergaderingen/<slug:public_id>/zaal/", screens.member, name="member"),
    path("werk/vergaderingen/<slug:public_id>/stemmen/", leading.cast, name="cast"),
    path("werk/vergaderingen/<slug:public_id>/stemlijst/", leading.grid, name="grid"),
    path("werk/vergaderingen/<slug:public_id>/stemming-sluiten/", leading.close_voting, name="close_voting"),
    path("werk/vergaderingen/<slug:public_id>/stemming-staken/", leading.stop_voting, name="stop_voting"),
    path("werk/vergaderingen/<slug:public_id>/woord-vragen/", leading.ask_for_floor, name="ask_for_floor"),
    path("werk/vergaderingen/<slug:public_id>/woord-geven/", leading.give_floor, name="give_floor"),
    path("werk/vergaderingen/<slug:public_id>/woord-uit/", leading.end_turn, name="end_turn"),
    path("werk/vergaderingen/<slug:public_id>/woord-intrekken/", leading.withdraw_turn, name="withdraw_turn"),
    path("werk/vergaderingen/<slug:public_id>/aantekening/", leading.note, name="note"),
    path("werk/vergaderingen/<slug:public_id>/punten/<slug:item_id>/aan-de-orde/", leading.turn_to, name="turn_to"),
    path("werk/vergaderingen/<slug:public_id>/punten/<slug:item_id>/aannemen/", leading.adopt, name="adopt"),
    path(
        "werk/vergaderingen/<slug:public_id>/punten/<slug:item_id>/bespreken/", leading.off_consent, name="off_consent"
    ),
    path(
        "werk/vergaderingen/<slug:public_id>/punten/<slug:item_id>/hoofdelijk/", leading.open_voting, name="open_voting"
    ),
    path(
        "werk/vergaderingen/<slug:public_id>/punten/<slug:item_id>/voorstellen/", proposals.proposals, name="proposals"
    ),
    path(
        "werk/vergaderingen/<slug:public_id>/punten/<slug:item_id>/voorstellen/<int:number>/",
        proposals.deal_with,
        name="proposal",
    ),
    path("werk/vergaderingen/<slug:public_id>/punten/<slug:item_id>/verkiezing/", elections.election, name="election"),
    path("werk/vergaderingen/<slug:public_id>/punten/<slug:item_id>/telling/", elections.confirm, name="confirm_count"),
    path("werk/vergaderingen/<slug:public_id>/verslag/", after.write, name="minutes"),
    path("werk/vergaderingen/<slug:public_id>/besluiten/<slug:decision_id>/", after.correct, name="correct"),
    path("werk/vergaderingen/<slug:public_id>/stukken.pdf", agenda.bundled, name="bundle"),
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
