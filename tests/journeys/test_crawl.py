"""The crawl sees every page of the portal: what it does not see, no test judges."""

from collections.abc import Iterator

import pytest
from django.urls import NoReverseMatch, URLResolver, get_resolver, resolve, reverse

from tests.journeys.conftest import Crawled

pytestmark = pytest.mark.django_db

#: Addresses that are not looked at, by the reason.
NOT_LOOKED_AT = {
    "takes a form and leads on": """
        courses:do_feed courses:do_feed_run courses:feed_sample courses:keep courses:show courses:watch
        funding:change_fund funding:cancel_fund_change funding:use_letter_text
        funding:accept_forwarding funding:return_forwarding funding:cancel_forwarding
        funding:answer_check funding:cancel_transfer funding:let_go funding:transfer
        funding:send_webhook_again funding:webhook_step
        funding:judge_bank_word funding:release_batch
        funding:withdraw_api_key funding:drop_filter
        funding:employer_remove funding:employer_new_link funding:end_deputy funding:approve_sample
        funding:send_back_objection funding:withdraw_objection
        funding:approve_objection funding:approve_settlement funding:begin_version
        funding:decide funding:decide_objection funding:discard funding:drop_example funding:end_text
        funding:involved funding:letter_names funding:objection_step funding:receive_instalment funding:remove_document
        funding:send_back funding:sent_outside funding:stop_announcement funding:take_up funding:version_step
        funding:waiting_list funding:wish intake:absence intake:approve_advice intake:call intake:change_seat
        intake:end_absence intake:end_hours intake:keep_caseload intake:most_a_day
        intake:take_off_waiting intake:mend_address portal:returned_mail intake:end_walk_in intake:follow_agenda
        intake:forget_interests intake:keep_interests intake:outside_calendar intake:stop_sharing
        intake:withdraw_invitation intake:settle_invitation intake:end_referrer portal:text_report
        intake:visit_advice intake:visit_course intake:visit_outcome intake:withdraw_consent
        openid_connect_login
        funding:stop_report portal:end_campaign
        funding:carry_out_allotment funding:cancel_allotment funding:repay_pool_loan funding:answer_pool
        funding:answer_loan funding:repay_loan_term
        funding:adopt funding:scenario_step funding:end_partner funding:prepare_adoption funding:stop_steering
        intake:agree_mandate intake:ask_mandate intake:begin_acting intake:end_mandate intake:hand_over
        intake:approve_fund_form intake:came_back
        intake:choose_fund_form intake:drop_talk_template intake:settle_messages
        intake:offer_talk intake:own_step intake:plan intake:stop_acting
        portal:stop_announcement set_language""",
    "leads on": """
        account_email_verification_sent account_signup funding:check funding:come_back funding:follow_widget
        openid_connect_callback portal:after_login socialaccount_signup""",
    "gives a file, a picture or a word": """
        courses:calendar courses:csv_export courses:edudex_export funding:batch_file funding:document funding:packet
        funding:letter_pdf
        funding:scheme_file funding:scheme_schema funding:version_file health:live health:ready health:version
        intake:agenda_feed intake:calendar intake:invitation_letter intake:seat_calendar
        intake:own_fund_form_pdf intake:visit_fund_form_pdf
        mfa_download_recovery_codes mfa_login_webauthn portal:brand_css
        funding:figures_file funding:open_data funding:pool_report_file
        funding:report_file intake:numbers_export portal:download_own_data
        portal:full_mark_picture portal:manifest portal:mark portal:mark_icon portal:mark_picture portal:robots
        portal:sitemap portal:sitemap_section portal:social_picture portal:worker""",
    "has the page of another address": """
        account_request_login_code funding:ask_outside funding:record_outside funding:send_together""",
    "needs a device, which tests/portal/test_passkey.py has": "mfa_reauthenticate_webauthn",
}


def named(resolver: URLResolver, place: str = "") -> Iterator[str]:
    """The names of all addresses under a resolver."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from named(one, f"{place}{one.namespace}:" if one.namespace else place)
        elif one.name:
            yield f"{place}{one.name}"


def test_an_address_leads_to_what_it_is_called_after() -> None:
    """Of two pages at one address only the first is ever seen."""
    led = {}
    for name in named(get_resolver()):
        try:
            led[name] = resolve(reverse(name)).view_name
        except NoReverseMatch:
            continue  # its address needs to know which record
    assert {name: view for name, view in led.items() if name != view} == {}


def test_every_page_was_seen(crawled: Crawled) -> None:
    seen = {page.kind for page in crawled("nl").pages if not page.empty}
    # An API is for programs; what only a demo has comes and goes with the settings of who asked first.
    pages = {name for name in named(get_resolver()) if not name.startswith(("ooapi:", "fund_api:", "portal:demo_"))}
    unseen = pages - seen
    known = {name for names in NOT_LOOKED_AT.values() for name in names.split()}
    assert sorted(unseen - known) == [], "Stage these pages, or say why nobody looks at them."
    assert sorted(known - unseen) == [], "These are looked at after all."
