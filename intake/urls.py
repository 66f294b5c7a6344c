from django.urls import path, register_converter

from intake.agenda import booking, views
from intake.agenda.moments import MomentConverter
from intake.orientation import views as orientation
from intake.sharing import views as sharing

register_converter(MomentConverter, "moment")

app_name = "intake"
urlpatterns = [
    path("orienteren/", views.orient, name="orient"),
    path("orienteren/afspraak/<uuid:adviser>/<moment:start>/", booking.book, name="book"),
    path("orienteren/afspraak/<uuid:adviser>/<moment:start>/nakijken/", booking.check, name="booking_check"),
    path("orienteren/afspraak/<str:token>/", views.appointment, name="appointment"),
    path("orienteren/afspraak/<str:token>/afspraak.ics", views.calendar, name="calendar"),
    path("orienteren/afspraak/<str:token>/afzeggen/", views.cancel, name="cancel"),
    path("orienteren/ontdekken/", orientation.start, name="interests"),
    path("orienteren/ontdekken/<int:number>/", orientation.step, name="interest_step"),
    path("orienteren/ontdekken/uitkomst/", orientation.result, name="interest_result"),
    path("orienteren/ontdekken/bewaren/", orientation.keep, name="keep_interests"),
    path("orienteren/ontdekken/wissen/", orientation.forget, name="forget_interests"),
    path("orienteren/<slug:region>/", views.region, name="region"),
    path("medewerkers/agenda/", views.agenda, name="agenda"),
    path("delen/", sharing.shares, name="shares"),
    path("delen/<uuid:pk>/stoppen/", sharing.stop, name="stop_sharing"),
    path("medewerkers/gedeeld/", sharing.shared, name="shared"),
    path("medewerkers/gedeeld/<uuid:pk>/", sharing.shared_result, name="shared_result"),
]
