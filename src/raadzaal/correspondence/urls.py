from django.urls import path

from raadzaal.correspondence import views

app_name = "correspondence"
urlpatterns = [
    path("werk/brieven/<slug:public_id>/", views.letter, name="letter"),
    path("werk/uitgaande-post/", views.outbox, name="outbox"),
]
