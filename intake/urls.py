from django.urls import path, register_converter

from intake.advice import views as advice
from intake.agenda import booking, moving, views, working
from intake.agenda.moments import MomentConverter
from intake.busy import views as busy
from intake.consents import views as consents
from intake.groups import views as groups
from intake.orientation import views as orientation
from intake.sharing import views as sharing
from intake.teams import views as teams

register_converter(MomentConverter, "moment")

app_name = "intake"
urlpatterns = [
    path("orienteren/", views.orient, name="orient"),
    path("orienteren/afspraak/<int:kind>/<uuid:adviser>/<moment:start>/", booking.book, name="book"),
    path("orienteren/afspraak/<int:kind>/<uuid:adviser>/<moment:start>/nakijken/", booking.check, name="booking_check"),
    path("orienteren/afspraak/<str:token>/", views.appointment, name="appointment"),
    path("orienteren/afspraak/<str:token>/afspraak.ics", views.calendar, name="calendar"),
    path("orienteren/afspraak/<str:token>/afzeggen/", views.cancel, name="cancel"),
    path("orienteren/afspraak/<str:token>/verzetten/", moving.choose, name="move"),
    path("orienteren/afspraak/<str:token>/verzetten/<uuid:adviser>/<moment:start>/", moving.move, name="move_to"),
    path("orienteren/ontdekken/", orientation.start, name="interests"),
    path("orienteren/ontdekken/<int:number>/", orientation.step, name="interest_step"),
    path("orienteren/ontdekken/uitkomst/", orientation.result, name="interest_result"),
    path("orienteren/ontdekken/bewaren/", orientation.keep, name="keep_interests"),
    path("orienteren/ontdekken/wissen/", orientation.forget, name="forget_interests"),
    path("orienteren/<slug:region>/", views.region, name="region"),
    path("orienteren/afspraak/<str:token>/advies/", advice.approve_advice, name="approve_advice"),
    path("medewerkers/agenda/", views.agenda, name="agenda"),
    path("delen/", sharing.shares, name="shares"),
    path("delen/<uuid:pk>/stoppen/", sharing.stop, name="stop_sharing"),
    path("mijn/toestemming/", consents.consents, name="consents"),
    path("mijn/toestemming/<uuid:pk>/intrekken/", consents.withdraw, name="withdraw_consent"),
    path("medewerkers/gedeeld/", sharing.shared, name="shared"),
    path("medewerkers/gedeeld/<uuid:pk>/", sharing.shared_result, name="shared_result"),
    path("medewerkers/agenda/werktijden/", working.hours, name="hours"),
    path("medewerkers/agenda/werktijden/<int:pk>/stoppen/", working.end_hours, name="end_hours"),
    path("medewerkers/agenda/afwezig/", working.absence, name="absence"),
    path("medewerkers/agenda/afwezig/<int:pk>/weg/", working.back, name="end_absence"),
    path("medewerkers/agenda/volgen/", working.follow, name="follow_agenda"),
    path("medewerkers/agenda/elders/", busy.outside_calendar, name="outside_calendar"),
    path("agenda/<str:token>.ics", working.feed, name="agenda_feed"),
    path("orienteren/terugbellen/<int:kind>/", teams.call_me, name="call_me"),
    path("medewerkers/team/", teams.team, name="team"),
    path("medewerkers/team/gesprekken/nieuw/", teams.new_kind, name="new_kind"),
    path("medewerkers/team/gesprekken/<int:pk>/", teams.kind, name="kind"),
    path("medewerkers/team/inloop/<int:pk>/weg/", teams.end_walk_in, name="end_walk_in"),
    path("medewerkers/terugbellen/", teams.calls, name="calls"),
    path("medewerkers/terugbellen/<uuid:pk>/", teams.call, name="call"),
    path("orienteren/groep/<uuid:pk>/", groups.session, name="group_session"),
    path("orienteren/plek/<str:token>/", groups.seat, name="seat"),
    path("orienteren/plek/<str:token>/antwoord/", groups.change_seat, name="change_seat"),
    path("orienteren/plek/<str:token>/bijeenkomst.ics", groups.seat_calendar, name="seat_calendar"),
    path("medewerkers/team/bijeenkomsten/", groups.groups, name="groups"),
    path("medewerkers/team/bijeenkomsten/<uuid:pk>/", groups.group, name="group"),
    path("medewerkers/gesprekken/", advice.caseload, name="caseload"),
    path("medewerkers/gesprekken/<uuid:pk>/", advice.visit, name="visit"),
    path("medewerkers/gesprekken/<uuid:pk>/advies/", advice.give, name="visit_advice"),
    path("medewerkers/gesprekken/<uuid:pk>/uitkomst/", advice.outcome, name="visit_outcome"),
    path("medewerkers/gesprekken/<uuid:pk>/opleiding/", advice.course, name="visit_course"),
]
