from django.urls import path

from funding.announcements import views as announcements
from funding.applications.together import send_together
from funding.applications.views import (
    application,
    begin,
    check_answers,
    details,
    discard,
    mine,
    papers,
    plan,
    tasks,
    waiting_list,
    withdraw,
)
from funding.budgets import views as budgets
from funding.check.views import choose_start, outcome, question, start
from funding.completing.views import answer, ask, extend
from funding.decisions.correcting_views import correct
from funding.decisions.views import (
    answer_check,
    approve_line,
    decide_line,
    end_text,
    involved,
    library,
    line,
    send_back_line,
    take_up_line,
)
from funding.documents.views import document, documents, remove_document
from funding.doubts.views import doubt, doubts
from funding.doubts.views import tell as tell_doubt
from funding.editor import views as editor
from funding.editor.compare_views import difference, impact
from funding.editor.example_views import drop_example, example, examples
from funding.editor.file_views import scheme_file, scheme_from_file, scheme_schema, version_file, version_from_file
from funding.editor.library_views import copy_scheme, library_list, origin
from funding.editor.rule_views import condition, group, rule
from funding.employers import views as employers
from funding.entitlements import views as entitlements
from funding.exporting.views import export
from funding.figures import views as figures
from funding.figures.open_data import open_data
from funding.figures.public import public_figures
from funding.forwarding import views as forwarding
from funding.fund_settings import views as fund_settings
from funding.keeping.views import come_back, keep_result
from funding.letters.text_views import letter_names, letter_text, letter_texts, use_letter_text
from funding.letters.views import letter, letter_pdf
from funding.messages.views import line_messages, messages
from funding.objections.views import (
    approve_objection,
    decide_objection,
    object_to,
    objection,
    objection_step,
    objections,
    send_back_objection,
    withdraw_objection,
)
from funding.outside.views import ask_outside, outside, packet, record_outside, sent_outside, tell
from funding.parties.views import attendance, employer, invited, opinion, proposal, provider
from funding.partners import views as partners
from funding.payments import bank_views
from funding.payments import views as payments
from funding.pools import views as pools
from funding.queue import views as queue
from funding.reading_api import staff_views as api_keys
from funding.replanning.views import replan
from funding.reports import views as reports
from funding.sampling import views as sampling
from funding.scheme_pages.views import scheme as scheme_page
from funding.scheme_pages.views import scheme_list
from funding.settling.views import approve_settlement, receive_instalment, recovery, settle, start_checked
from funding.sharing.views import share_result
from funding.steering import views as steering
from funding.surveys.views import survey
from funding.webhooks import views as webhooks
from funding.whatif import views as whatif
from funding.wishes.views import scheme_wish, wish, wishes

app_name = "funding"
urlpatterns = [
    path("uitkomst-delen/", share_result, name="share_result"),
    path("uitkomst-bewaren/", keep_result, name="keep_result"),
    path("terug/<str:token>/", come_back, name="come_back"),
    path("waar-heb-ik-recht-op/", entitlements.start, name="entitlements"),
    path("waar-heb-ik-recht-op/uitkomst/", entitlements.outcome, name="entitlement_outcome"),
    path("waar-heb-ik-recht-op/<slug:fact>/", entitlements.question, name="entitlement_question"),
    path("werkgevers/", employers.employers, name="employers"),
    path("werkgevers/<str:token>/", employers.employer_file, name="employer_file"),
    path("werkgevers/<str:token>/voor-iedereen/", employers.employer_facts, name="employer_facts"),
    path("werkgevers/<str:token>/toevoegen/", employers.employer_add, name="employer_add"),
    path("werkgevers/<str:token>/weghalen/", employers.employer_remove, name="employer_remove"),
    path("werkgevers/<str:token>/nieuwe-link/", employers.employer_new_link, name="employer_new_link"),
    path("werkgever-vraagt/<str:token>/", employers.employer_asks, name="employer_asks"),
    path("regelingen/", scheme_list, name="scheme_list"),
    path("regelingen/regeling.schema.json", scheme_schema, name="scheme_schema"),
    path("regelingen/<slug:slug>/", scheme_page, name="scheme_page"),
    path("opleidingen/<uuid:pk>/wat-kost-het-jou/", start, name="check"),
    path("opleidingen/<uuid:pk>/wat-kost-het-jou/start/", choose_start, name="choose_start"),
    path("opleidingen/<uuid:pk>/wat-kost-het-jou/uitkomst/", outcome, name="outcome"),
    path("opleidingen/<uuid:pk>/wat-kost-het-jou/<slug:fact>/", question, name="question"),
    path("opleidingen/<uuid:pk>/aanvragen/", begin, name="begin"),
    path("aanvragen/<uuid:pk>/", tasks, name="tasks"),
    path("aanvragen/<uuid:pk>/plan/", plan, name="plan"),
    path("aanvragen/<uuid:pk>/bewijzen/", documents, name="documents"),
    path("bestanden/<uuid:pk>/", document, name="document"),
    path("bestanden/<uuid:pk>/verwijderen/", remove_document, name="remove_document"),
    path("aanvragen/<uuid:pk>/werkgever/", employer, name="employer"),
    path("verzoek/<str:token>/", invited, name="invited"),
    path("mijn/aanvragen/<uuid:pk>/buiten/<uuid:line_pk>/", outside, name="outside"),
    path("mijn/aanvragen/<uuid:pk>/buiten/<uuid:line_pk>/pakket/", packet, name="packet"),
    path("mijn/aanvragen/<uuid:pk>/buiten/<uuid:line_pk>/verstuurd/", sent_outside, name="sent_outside"),
    path("mijn/aanvragen/<uuid:pk>/buiten/<uuid:line_pk>/vragen/", ask_outside, name="ask_outside"),
    path("mijn/aanvragen/<uuid:pk>/buiten/<uuid:line_pk>/uitkomst/", tell, name="tell_outside"),
    path("medewerkers/fonds/<uuid:pk>/uitkomst/", record_outside, name="record_outside"),
    path("medewerkers/fonds/<uuid:pk>/opleider/", provider, name="ask_provider"),
    path("mijn/aanvragen/<uuid:pk>/berichten/", messages, name="messages"),
    path("medewerkers/fonds/<uuid:pk>/berichten/", line_messages, name="line_messages"),
    path("aanvragen/<uuid:pk>/gegevens/", details, name="details"),
    path("aanvragen/<uuid:pk>/controleren/", check_answers, name="check_answers"),
    path("aanvragen/<uuid:pk>/samen-versturen/", send_together, name="send_together"),
    path("aanvragen/<uuid:pk>/wachtlijst/", waiting_list, name="waiting_list"),
    path("aanvragen/<uuid:pk>/verwijderen/", discard, name="discard"),
    path("mijn/aanvragen/", mine, name="mine"),
    path("mijn/laat-het-me-weten/", wishes, name="wishes"),
    path("mijn/documenten/", papers, name="papers"),
    path("mijn/aanvragen/<uuid:pk>/", application, name="application"),
    path("mijn/aanvragen/<uuid:pk>/voorstel/<uuid:invitation_pk>/", proposal, name="proposal"),
    path("mijn/aanvragen/<uuid:pk>/intrekken/", withdraw, name="withdraw"),
    path("mijn/aanvragen/<uuid:pk>/aanvullen/<uuid:request_pk>/", answer, name="answer"),
    path("mijn/brieven/<uuid:pk>/", letter, name="letter"),
    path("mijn/brieven/<uuid:pk>/pdf/", letter_pdf, name="letter_pdf"),
    path("medewerkers/regelingen/berichten/", announcements.announcements, name="announcements"),
    path("medewerkers/regelingen/berichten/nieuw/", announcements.announcement, name="new_announcement"),
    path("medewerkers/regelingen/berichten/<uuid:pk>/", announcements.announcement, name="announcement"),
    path(
        "medewerkers/regelingen/berichten/<uuid:pk>/stoppen/", announcements.stop_announcement, name="stop_announcement"
    ),
    path("regelingen/<slug:slug>/laat-het-me-weten/", scheme_wish, name="scheme_wish"),
    path("regelingen/<slug:slug>/klopt-niet/", tell_doubt, name="tell_doubt"),
    path("medewerkers/regelingen/klopt-niet/", doubts, name="doubts"),
    path("medewerkers/regelingen/klopt-niet/<uuid:pk>/", doubt, name="doubt"),
    path("medewerkers/regelingen/", editor.schemes, name="schemes"),
    path("medewerkers/regelingen/nieuw/", editor.new_scheme, name="new_scheme"),
    path("medewerkers/regelingen/bibliotheek/", library_list, name="scheme_library"),
    path("medewerkers/regelingen/bibliotheek/<slug:slug>/", copy_scheme, name="copy_scheme"),
    path("medewerkers/regelingen/uit-bestand/", scheme_from_file, name="scheme_from_file"),
    path("medewerkers/regelingen/versies/<uuid:pk>/", editor.version, name="version"),
    path("medewerkers/regelingen/versies/<uuid:pk>/bestand/", version_file, name="version_file"),
    path("medewerkers/regelingen/versies/<uuid:pk>/stap/", editor.version_step, name="version_step"),
    path("medewerkers/regelingen/versies/<uuid:pk>/einde/", editor.end_version, name="end_version"),
    path("medewerkers/regelingen/versies/<uuid:pk>/voorwaarden/", rule, name="rule"),
    path("medewerkers/regelingen/versies/<uuid:pk>/voorwaarden/voorwaarde/", condition, name="condition"),
    path("medewerkers/regelingen/versies/<uuid:pk>/voorwaarden/groep/", group, name="group"),
    path("medewerkers/regelingen/versies/<uuid:pk>/voorbeelden/", examples, name="examples"),
    path("medewerkers/regelingen/versies/<uuid:pk>/voorbeelden/nieuw/", example, name="new_example"),
    path("medewerkers/regelingen/versies/<uuid:pk>/voorbeelden/<uuid:example_pk>/", example, name="example"),
    path(
        "medewerkers/regelingen/versies/<uuid:pk>/voorbeelden/<uuid:example_pk>/weg/", drop_example, name="drop_example"
    ),
    path("medewerkers/regelingen/versies/<uuid:pk>/verschil/", difference, name="difference"),
    path("medewerkers/regelingen/versies/<uuid:pk>/gevolgen/", impact, name="impact"),
    path("medewerkers/regelingen/versies/<uuid:pk>/deel/<slug:part>/", editor.version_part, name="version_part"),
    path("medewerkers/regelingen/<slug:slug>/", editor.scheme, name="scheme"),
    path("medewerkers/regelingen/<slug:slug>/bestand/", scheme_file, name="scheme_file"),
    path("medewerkers/regelingen/<slug:slug>/uit-bestand/", version_from_file, name="version_from_file"),
    path("medewerkers/regelingen/<slug:slug>/origineel/", origin, name="scheme_origin"),
    path("medewerkers/regelingen/<slug:slug>/teksten/", editor.scheme_texts, name="scheme_texts"),
    path("medewerkers/regelingen/<slug:slug>/versie/", editor.begin_version, name="begin_version"),
    path("medewerkers/fonds/", queue.queue, name="queue"),
    path("medewerkers/fonds/samen/", queue.together, name="together"),
    path("medewerkers/fonds/filters/bewaren/", queue.keep_filter, name="keep_filter"),
    path("medewerkers/fonds/filters/<uuid:pk>/weg/", queue.drop_filter, name="drop_filter"),
    path("medewerkers/fonds/werk/", queue.workload, name="workload"),
    path("medewerkers/fonds/vervanging/<uuid:pk>/stoppen/", queue.end_deputy, name="end_deputy"),
    path("medewerkers/fonds/cijfers/", figures.figures, name="figures"),
    path("medewerkers/fonds/cijfers/<slug:scope>/<slug:table>/", figures.figures_file, name="figures_file"),
    path("medewerkers/fonds/verdelen/", steering.runs, name="steering_runs"),
    path("medewerkers/fonds/verdelen/<uuid:pk>/", steering.run, name="steering_run"),
    path("medewerkers/fonds/verdelen/<uuid:pk>/mensen/", steering.choices, name="steering_choices"),
    path("medewerkers/fonds/verdelen/<uuid:pk>/stoppen/", steering.stop, name="stop_steering"),
    path("medewerkers/fonds/verdelen/<uuid:pk>/klaarzetten/", steering.prepare, name="prepare_adoption"),
    path("medewerkers/fonds/verdelen/<uuid:pk>/goedkeuren/", steering.adopt, name="adopt"),
    path("medewerkers/fonds/brieven/", letter_texts, name="letter_texts"),
    path("medewerkers/fonds/brieven/tekst/<uuid:pk>/", use_letter_text, name="use_letter_text"),
    path("medewerkers/fonds/brieven/<slug:slug>/namen/", letter_names, name="letter_names"),
    path("medewerkers/fonds/brieven/<slug:slug>/<slug:occasion>/", letter_text, name="letter_text"),
    path("medewerkers/fonds/instellingen/", fund_settings.fund_settings_list, name="fund_settings_list"),
    path("medewerkers/fonds/instellingen/voorstel/<uuid:pk>/", fund_settings.change_fund, name="change_fund"),
    path(
        "medewerkers/fonds/instellingen/voorstel/<uuid:pk>/intrekken/",
        fund_settings.cancel_fund_change,
        name="cancel_fund_change",
    ),
    path("medewerkers/fonds/instellingen/<slug:slug>/", fund_settings.fund_settings, name="fund_settings"),
    path("medewerkers/fonds/doorsturen/", forwarding.forwardings, name="forwardings"),
    path("medewerkers/fonds/doorsturen/<uuid:pk>/", forwarding.forwarding, name="forwarding"),
    path("medewerkers/fonds/doorsturen/<uuid:pk>/overnemen/", forwarding.accept, name="accept_forwarding"),
    path("medewerkers/fonds/doorsturen/<uuid:pk>/terugsturen/", forwarding.send_back, name="return_forwarding"),
    path("medewerkers/fonds/doorsturen/<uuid:pk>/intrekken/", forwarding.cancel, name="cancel_forwarding"),
    path("medewerkers/fonds/<uuid:pk>/doorsturen/", forwarding.forward, name="forward"),
    path("mijn/aanvragen/<uuid:pk>/doorsturen/<uuid:forwarding_pk>/", forwarding.ask, name="forward_ask"),
    path("medewerkers/fonds/<uuid:pk>/", line, name="line"),
    path("mijn/aanvragen/<uuid:pk>/bezwaar/<uuid:line_pk>/", object_to, name="object"),
    path("mijn/aanvragen/<uuid:pk>/bezwaar/<uuid:line_pk>/intrekken/", withdraw_objection, name="withdraw_objection"),
    path("medewerkers/fonds/bezwaren/", objections, name="objections"),
    path("medewerkers/fonds/bezwaren/<uuid:pk>/", objection, name="objection"),
    path("medewerkers/fonds/bezwaren/<uuid:pk>/horen/", objection_step, name="objection_step"),
    path("medewerkers/fonds/bezwaren/<uuid:pk>/besluiten/", decide_objection, name="decide_objection"),
    path("medewerkers/fonds/bezwaren/<uuid:pk>/goedkeuren/", approve_objection, name="approve_objection"),
    path("medewerkers/fonds/bezwaren/<uuid:pk>/terugsturen/", send_back_objection, name="send_back_objection"),
    path("medewerkers/fonds/<uuid:pk>/start/", start_checked, name="start_checked"),
    path("medewerkers/fonds/<uuid:pk>/herstellen/", correct, name="correct"),
    path("medewerkers/fonds/<uuid:pk>/vaststellen/", settle, name="settle"),
    path("medewerkers/fonds/<uuid:pk>/vaststellen/goedkeuren/", approve_settlement, name="approve_settlement"),
    path("medewerkers/fonds/<uuid:pk>/terugbetalen/", recovery, name="recovery"),
    path("medewerkers/fonds/<uuid:pk>/terugbetalen/<int:number>/", receive_instalment, name="receive_instalment"),
    path("medewerkers/fonds/betalingen/", payments.payments, name="payments"),
    path("medewerkers/fonds/betalingen/bank/", bank_views.bank_files, name="bank_files"),
    path("medewerkers/fonds/betalingen/bank/<uuid:pk>/", bank_views.bank_file, name="bank_file"),
    path("medewerkers/fonds/betalingen/bank/<uuid:pk>/klopt/", bank_views.judge_bank_word, name="judge_bank_word"),
    path("medewerkers/fonds/betalingen/klaar/<slug:slug>/", payments.to_pay, name="to_pay"),
    path("medewerkers/fonds/betalingen/rekening/<slug:slug>/", payments.fund_account, name="fund_account"),
    path("medewerkers/fonds/betalingen/<uuid:pk>/", payments.batch, name="batch"),
    path("medewerkers/fonds/betalingen/<uuid:pk>/stap/", payments.batch_step, name="batch_step"),
    path("medewerkers/fonds/betalingen/<uuid:pk>/vrijgeven/", payments.release_batch, name="release_batch"),
    path("medewerkers/fonds/betalingen/<uuid:pk>/bestand/", payments.batch_file, name="batch_file"),
    path("medewerkers/fonds/betalingen/<uuid:pk>/<uuid:payment_pk>/eruit/", payments.drop_payment, name="drop_payment"),
    path("medewerkers/fonds/<uuid:pk>/betaling/", payments.line_payment, name="line_payment"),
    path("medewerkers/fonds/steekproef/", sampling.samples, name="samples"),
    path("medewerkers/fonds/steekproef/<uuid:pk>/", sampling.sample_draw, name="sample_draw"),
    path("medewerkers/fonds/steekproef/dossier/<uuid:pk>/", sampling.sample_case, name="sample_case"),
    path("medewerkers/fonds/steekproef/dossier/<uuid:pk>/akkoord/", sampling.approve_sample, name="approve_sample"),
    path("mijn/aanvragen/<uuid:pk>/controle/<uuid:case_pk>/", sampling.sample_answer, name="sample_answer"),
    path("medewerkers/fonds/uitvoeren/", export, name="export"),
    path("medewerkers/fonds/koppelingen/sleutels/", api_keys.api_keys, name="api_keys"),
    path("medewerkers/fonds/koppelingen/sleutels/nieuw/", api_keys.new_api_key, name="new_api_key"),
    path(
        "medewerkers/fonds/koppelingen/sleutels/<uuid:pk>/intrekken/",
        api_keys.withdraw_api_key,
        name="withdraw_api_key",
    ),
    path("medewerkers/fonds/koppelingen/berichten/", webhooks.webhooks, name="webhooks"),
    path("medewerkers/fonds/koppelingen/berichten/nieuw/", webhooks.new_webhook, name="new_webhook"),
    path("medewerkers/fonds/koppelingen/berichten/<uuid:pk>/", webhooks.webhook, name="webhook"),
    path("medewerkers/fonds/koppelingen/berichten/<uuid:pk>/stap/", webhooks.webhook_step, name="webhook_step"),
    path(
        "medewerkers/fonds/koppelingen/berichten/<uuid:pk>/<uuid:delivery_pk>/opnieuw/",
        webhooks.send_again,
        name="send_webhook_again",
    ),
    path("medewerkers/fonds/verslag/", reports.year_summary, name="year_summary"),
    path("medewerkers/fonds/verslagen/", reports.reports, name="reports"),
    path("medewerkers/fonds/verslagen/<uuid:pk>/bestand/", reports.report_file, name="report_file"),
    path("medewerkers/fonds/verslagen/<uuid:pk>/stoppen/", reports.stop_report, name="stop_report"),
    path("medewerkers/fonds/wat-als/", whatif.scenarios, name="scenarios"),
    path("medewerkers/fonds/wat-als/vergelijken/", whatif.compare, name="compare_scenarios"),
    path("medewerkers/fonds/wat-als/<uuid:pk>/", whatif.scenario, name="scenario"),
    path("medewerkers/fonds/wat-als/<uuid:pk>/stap/", whatif.scenario_step, name="scenario_step"),
    path("medewerkers/fonds/wat-als/<uuid:pk>/erbij/", whatif.add_scheme, name="add_to_scenario"),
    path("medewerkers/fonds/wat-als/<uuid:pk>/<slug:slug>/", whatif.change, name="change_scenario"),
    path("hoe-gaat-het/<str:token>/", survey, name="survey"),
    path("partner/<uuid:pk>/check/", partners.widget_check, name="widget_check"),
    path("partner/<uuid:pk>/opleidingen/", partners.widget_courses, name="widget_courses"),
    path("partner/<uuid:pk>/verder/", partners.follow_widget, name="follow_widget"),
    path("medewerkers/partners/", partners.partners, name="partners"),
    path("medewerkers/partners/<uuid:pk>/stoppen/", partners.end_partner, name="end_partner"),
    path("cijfers/", public_figures, name="public_figures"),
    path("cijfers/open-data.csv", open_data, name="open_data"),
    path("wat-als/<str:token>/", whatif.shared_scenario, name="shared_scenario"),
    path("medewerkers/fonds/budgetten/", budgets.budgets, name="budgets"),
    path("medewerkers/fonds/budgetten/<uuid:pk>/", budgets.budget, name="budget"),
    path("medewerkers/fonds/budgetten/<uuid:pk>/plafond/", budgets.ceiling, name="ceiling"),
    path("medewerkers/fonds/budgetten/<uuid:pk>/overboeken/", budgets.propose_transfer, name="propose_transfer"),
    path("medewerkers/fonds/budgetten/<uuid:pk>/apart/", budgets.keep_apart, name="keep_apart"),
    path("medewerkers/fonds/apart/<uuid:pk>/vrijgeven/", budgets.let_go, name="let_go"),
    path("medewerkers/fonds/overboekingen/<uuid:pk>/goedkeuren/", budgets.transfer, name="transfer"),
    path("medewerkers/fonds/overboekingen/<uuid:pk>/stoppen/", budgets.cancel_transfer, name="cancel_transfer"),
    path("medewerkers/fonds/gezamenlijk/", pools.pools, name="pools"),
    path("medewerkers/fonds/gezamenlijk/nieuw/", pools.new_pool, name="new_pool"),
    path("medewerkers/fonds/gezamenlijk/<uuid:pk>/", pools.pool, name="pool"),
    path("medewerkers/fonds/gezamenlijk/<uuid:pk>/meedoen/", pools.join_pool, name="join_pool"),
    path("medewerkers/fonds/gezamenlijk/<uuid:pk>/inleg/", pools.contribute, name="contribute"),
    path("medewerkers/fonds/gezamenlijk/<uuid:pk>/achterhouden/", pools.keep_back, name="keep_back"),
    path("medewerkers/fonds/gezamenlijk/<uuid:pk>/verdelen/", pools.divide, name="divide_pool"),
    path("medewerkers/fonds/gezamenlijk/<uuid:pk>/overboeken/", pools.move, name="move_in_pool"),
    path("medewerkers/fonds/gezamenlijk/<uuid:pk>/uitlenen/", pools.lend, name="lend_from_pool"),
    path("medewerkers/fonds/gezamenlijk/<uuid:pk>/verslag/", pools.report, name="pool_report"),
    path("medewerkers/fonds/gezamenlijk/<uuid:pk>/verslag.xlsx", pools.report_file, name="pool_report_file"),
    path("medewerkers/fonds/deelname/<int:pk>/", pools.answer_pool, name="answer_pool"),
    path("medewerkers/fonds/deelname/<int:pk>/stoppen/", pools.leave_pool, name="leave_pool"),
    path("medewerkers/fonds/uitgeleend/<int:pk>/", pools.answer_loan, name="answer_loan"),
    path("medewerkers/fonds/uitgeleend/termijn/<int:pk>/", pools.repay_loan_term, name="repay_loan_term"),
    path("medewerkers/fonds/verdelingen/<uuid:pk>/goedkeuren/", pools.carry_out, name="carry_out_allotment"),
    path("medewerkers/fonds/verdelingen/<uuid:pk>/stoppen/", pools.cancel, name="cancel_allotment"),
    path("medewerkers/fonds/leningen/<int:pk>/terugbetaald/", pools.repay, name="repay_pool_loan"),
    path("medewerkers/fonds/redenen/", library, name="library"),
    path("medewerkers/fonds/redenen/<uuid:pk>/stoppen/", end_text, name="end_text"),
    path("medewerkers/fonds/<uuid:pk>/controle/<uuid:check_pk>/", answer_check, name="answer_check"),
    path("mijn/aanvragen/<uuid:pk>/nieuw-plan/", replan, name="replan"),
    path("opleidingen/<uuid:pk>/laat-het-weten/", wish, name="wish"),
    path("medewerkers/fonds/<uuid:pk>/betrokken/", involved, name="involved"),
    path("medewerkers/fonds/<uuid:pk>/advies/", opinion, name="ask_opinion"),
    path("medewerkers/fonds/<uuid:pk>/deelname/", attendance, name="ask_attendance"),
    path("medewerkers/fonds/<uuid:pk>/oppakken/", take_up_line, name="take_up"),
    path("medewerkers/fonds/<uuid:pk>/vragen/", ask, name="ask"),
    path("medewerkers/fonds/<uuid:pk>/verlengen/", extend, name="extend"),
    path("medewerkers/fonds/<uuid:pk>/besluiten/", decide_line, name="decide"),
    path("medewerkers/fonds/<uuid:pk>/goedkeuren/", approve_line, name="approve"),
    path("medewerkers/fonds/<uuid:pk>/terugsturen/", send_back_line, name="send_back"),
]
