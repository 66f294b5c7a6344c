"""Celery finds the tasks of funding here; each is told in its own topic."""

from funding.applications.forgetting import forget_drafts
from funding.applications.waiting import move_up
from funding.documents.actions import forget_file, scan_document
from funding.editor.impact import work_out_impact
from funding.figures.counting import refresh_figures
from funding.letters.writing import tell_letter, write_letter
from funding.pools.actions import release_reserves
from funding.reports.making import make_reports
from funding.schemes.changes import add_up_changes
from funding.schemes.links import watch_links
from funding.schemes.reminding import remind_of_sources, watch_sources
from funding.schemes.telling import tell_copiers
from funding.steering.running import steer
from funding.surveys.actions import ask_surveys
from funding.terms.sweeping import look_at_wishes, watch_terms
from funding.webhooks.forgetting import forget_deliveries
from funding.webhooks.sending import send_webhook
from funding.whatif.working import work_out_scenario

__all__ = [
    "add_up_changes",
    "ask_surveys",
    "forget_deliveries",
    "forget_drafts",
    "forget_file",
    "look_at_wishes",
    "make_reports",
    "move_up",
    "refresh_figures",
    "release_reserves",
    "remind_of_sources",
    "scan_document",
    "send_webhook",
    "steer",
    "tell_copiers",
    "tell_letter",
    "watch_links",
    "watch_sources",
    "watch_terms",
    "work_out_impact",
    "work_out_scenario",
    "write_letter",
]
