from django.urls import path, re_path, register_converter

from intake.advice import views as advice
from intake.agenda import booking, code_page, moving, views, working
from intake.agenda.moments import MomentConverter
from intake.behalf import views as behalf
from intake.busy import views as busy
from intake.care import own_views as own_care
from intake.care import views as care
from intake.consents import views as consents
from intake.desk import views as desk
from intake.fund_forms import editing_views as form_editing
from intake.fund_forms import views as forms
from intake.groups import views as groups
from intake.inviting import views as inviting
from intake.orientation import views as orientation
from intake.referring import views as referring
from intake.sharing import views as sharing
from intake.steering import views as steering
from intake.talk_templates import views as talk_templates
from intake.teams import views as teams
from intake.together import views as together
from intake.waiting import views as waiting

register_converter(MomentConverter, "moment")

app_name = "intake"
urlpatterns = [
    path("orienteren/", views.orient, name="orient"),
    path("orienteren/afspraak/<int:kind>/<uuid:adviser>/<moment:start>/", booking.book, name="book"),
    path("orienteren/afspraak/<int:kind>/<uuid:adviser>/<moment:start>/nakijken/", booking.check, name="booking_check"),
    path("orienteren/afspraak/<str:token>/", views.appointment, name="appointment"),
    path("orienteren/afspraak/<str:token>/bevestigen/", code_page.prove, name="prove"),
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
    path("medewerkers/agenda/", desk.week, name="agenda"),
    path("medewerkers/agenda/dag/", desk.day, name="today"),
    path("medewerkers/agenda/lijst/", desk.coming, name="agenda_list"),
    path("delen/", sharing.shares, name="shares"),
    path("delen/<uuid:pk>/stoppen/", sharing.stop, name="stop_sharing"),
    path("mijn/toestemming/", consents.consents, name="consents"),
    path("mijn/toestemming/<uuid:pk>/intrekken/", consents.withdraw, name="withdraw_consent"),
    path("medewerkers/gedeeld/", sharing.shared, name="shared"),
    path("medewerkers/gedeeld/<uuid:pk>/", sharing.shared_result, name="shared_result"),
    path("medewerkers/gedeeld/<uuid:pk>/aanbieden/", sharing.offer, name="offer_talk"),
    path("medewerkers/agenda/werktijden/", working.hours, name="hours"),
    path("medewerkers/agenda/werktijden/<int:pk>/stoppen/", working.end_hours, name="end_hours"),
    path("medewerkers/agenda/meeste/", working.most_a_day, name="most_a_day"),
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
    path("orienteren/uitnodiging/<str:token>/", inviting.invitation, name="invitation"),
    path("medewerkers/team/uitnodigingen/", inviting.invitations, name="invitations"),
    path("medewerkers/team/uitnodigingen/<uuid:pk>/intrekken/", inviting.withdraw, name="withdraw_invitation"),
    path("medewerkers/team/uitnodigingen/<uuid:pk>/afgehandeld/", inviting.settle, name="settle_invitation"),
    path("medewerkers/team/uitnodigingen/<uuid:pk>/brief/", inviting.letter, name="invitation_letter"),
    path("orienteren/wachtlijst/<int:kind>/", waiting.join, name="wait"),
    path("orienteren/wachtlijst/plek/<str:token>/", waiting.place, name="waiting_place"),
    path("medewerkers/team/wachtlijst/", waiting.waiting_list, name="waiting_list"),
    path("medewerkers/team/wachtlijst/<uuid:pk>/weg/", waiting.take_off, name="take_off_waiting"),
    path("uitnodiging/", inviting.letter_code, name="letter_code"),
    path("medewerkers/team/boeken/<int:kind>/", behalf.team_times, name="team_times"),
    path("medewerkers/team/boeken/<int:kind>/<uuid:adviser>/<moment:start>/", behalf.team_book, name="team_book"),
    path("medewerkers/verwijzers/", referring.referrers, name="referrers"),
    path("medewerkers/verwijzers/<uuid:pk>/stoppen/", referring.end_referrer, name="end_referrer"),
    path("verwijzen/", referring.referring, name="referring"),
    path("verwijzen/<uuid:pk>/boeken/<int:kind>/", behalf.referral_times, name="referral_times"),
    path(
        "verwijzen/<uuid:pk>/boeken/<int:kind>/<uuid:adviser>/<moment:start>/",
        behalf.referral_book,
        name="referral_book",
    ),
    path("medewerkers/gesprekken/", advice.caseload, name="caseload"),
    path("medewerkers/gesprekken/keuzes/", advice.keep_caseload, name="keep_caseload"),
    path("medewerkers/gesprekken/<uuid:pk>/", advice.visit, name="visit"),
    path("medewerkers/gesprekken/<uuid:pk>/samen/", together.ask, name="ask_mandate"),
    path("medewerkers/samen/<uuid:pk>/akkoord/", together.agree_here, name="agree_here"),
    path("samen/", together.together, name="together"),
    path("samen/nu/", together.acting, name="acting"),
    path("samen/stoppen/", together.stop, name="stop_acting"),
    path("samen/<uuid:pk>/beginnen/", together.begin, name="begin_acting"),
    path("samen/<uuid:pk>/beeindigen/", together.end, name="end_mandate"),
    path("samen/<uuid:pk>/helpen/", together.accept, name="accept_mandate"),
    path("mijn/samen/", together.helpers, name="helpers"),
    path("mijn/samen/<uuid:pk>/akkoord/", together.agree, name="agree_mandate"),
    path("mijn/samen/<uuid:pk>/opmerkingen/", together.own_remarks, name="own_remarks"),
    path("medewerkers/teamcijfers/", steering.team, name="numbers"),
    re_path(r"^medewerkers/teamcijfers\.(?P<kind>csv|xlsx)$", steering.export, name="numbers_export"),
    path("medewerkers/taken/", care.tasks, name="tasks"),
    path("medewerkers/gesprekken/<uuid:pk>/vervolg/", care.case, name="case"),
    path("medewerkers/gesprekken/<uuid:pk>/plan/", care.plan, name="plan"),
    path("medewerkers/gesprekken/<uuid:pk>/beantwoord/", care.settle, name="settle_messages"),
    path("medewerkers/gesprekken/<uuid:pk>/teruggekomen/", advice.came_back, name="came_back"),
    path("medewerkers/gesprekken/<uuid:pk>/overdragen/", care.hand_over, name="hand_over"),
    path("orienteren/afspraak/<str:token>/vervolg/", own_care.own_case, name="own_case"),
    path("orienteren/afspraak/<str:token>/plan/", own_care.own_step, name="own_step"),
    path("medewerkers/gesprekken/<uuid:pk>/formulier/<uuid:course>/", forms.choose, name="choose_fund_form"),
    path("medewerkers/gesprekken/<uuid:pk>/formulier/<uuid:course>/<slug:form>/", forms.fund_form, name="fund_form"),
    path("medewerkers/gesprekken/<uuid:pk>/formulier/<uuid:form>.pdf", forms.visit_pdf, name="visit_fund_form_pdf"),
    path("orienteren/afspraak/<str:token>/formulier/<uuid:form>/", forms.own_form, name="own_fund_form"),
    path("orienteren/afspraak/<str:token>/formulier/<uuid:form>.pdf", forms.own_pdf, name="own_fund_form_pdf"),
    path("orienteren/afspraak/<str:token>/formulier/<uuid:form>/delen/", forms.approve_form, name="approve_fund_form"),
    path("medewerkers/scholingsadvies/", form_editing.own_forms, name="fund_forms"),
    path("medewerkers/scholingsadvies/<slug:fund>/", form_editing.edit, name="edit_fund_form"),
    path("medewerkers/team/sjablonen/", talk_templates.templates, name="talk_templates"),
    path("medewerkers/team/sjablonen/<int:pk>/", talk_templates.template, name="talk_template"),
    path("medewerkers/team/sjablonen/<int:pk>/weg/", talk_templates.drop, name="drop_talk_template"),
    path("medewerkers/gesprekken/<uuid:pk>/advies/", advice.give, name="visit_advice"),
    path("medewerkers/gesprekken/<uuid:pk>/adres/", advice.mend_address, name="mend_address"),
    path("medewerkers/gesprekken/<uuid:pk>/uitkomst/", advice.outcome, name="visit_outcome"),
    path("medewerkers/gesprekken/<uuid:pk>/opleiding/", advice.course, name="visit_course"),
]
