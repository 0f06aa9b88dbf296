from django.urls import path

from raadzaal.journal.queries import state
from raadzaal.site import views
from raadzaal.ui.for_everybody import for_everybody

app_name = "site"
everybody = for_everybody(state)
urlpatterns = [path("", everybody(views.home), name="home")]
