from django.urls import path

from raadzaal.council.views import public, record
from raadzaal.journal.queries import state
from raadzaal.ui.for_everybody import for_everybody

app_name = "council"
everybody = for_everybody(state)

urlpatterns = [
    path("raad/", everybody(public.composition), name="composition"),
    path("raad/popolo.json", everybody(public.popolo_json), name="popolo"),
    path("raad/commissies/<slug:key>/", everybody(public.committee), name="committee"),
    path("raad/organisaties/<slug:key>/", everybody(public.organisation), name="organisation"),
    path("raad/leden/<slug:public_id>/", everybody(public.person), name="person"),
    path("werk/benoemingen/", record.appointments, name="appointments"),
    path("werk/benoemingen/nieuw/", record.appoint, name="appoint"),
    path("werk/benoemingen/nieuw/<slug:kind>/", record.appoint, name="appoint"),
    path("werk/benoemingen/zittingstermijn/", record.new_term, name="new_term"),
    path("werk/benoemingen/personen/", record.people, name="people"),
    path("werk/benoemingen/personen/nieuw/", record.new_person, name="new_person"),
    path("werk/benoemingen/personen/<slug:public_id>/account/", record.give_account, name="give_account"),
    path("werk/benoemingen/<slug:public_id>/", record.appointment, name="appointment"),
    path("werk/waarneming/", record.standing_in, name="standing_in"),
    path("werk/waarneming/<int:number>/beeindigen/", record.withdraw, name="withdraw_delegation"),
]
