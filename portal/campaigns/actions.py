"""Beginning and ending a campaign, counting, and the report of every two weeks."""

from datetime import date, timedelta

from celery import shared_task
from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone

from portal.campaigns.enums import Step
from portal.campaigns.models import Campaign, CampaignCount
from portal.mail.actions import send_mail
from portal.people.models import User
from portal.record.audit import record

#: Days of one report.
DAYS = 14
#: One more of a step today, for a campaign that runs; two at once are two, and an unknown code is nothing.
COUNT = """
INSERT INTO portal_campaigncount AS found (campaign_id, day, step, number)
SELECT id, %(today)s, %(step)s, 1 FROM portal_campaign
 WHERE code = %(code)s AND begins <= %(today)s AND (ended IS NULL OR ended >= %(today)s)
    ON CONFLICT (campaign_id, day, step) DO UPDATE SET number = found.number + 1
"""


@transaction.atomic
def begin_campaign(code: str, name: str, by: User) -> Campaign:
    """From today visits with this code are counted."""
    today = timezone.localdate()
    found = Campaign.objects.create(code=code, name=name, begins=today, reported_until=today, added_by=by)
    record(by, "begin_campaign", found, code=code)
    return found


@transaction.atomic
def end_campaign(campaign: Campaign, by: User) -> None:
    """After today nothing is counted any more."""
    if Campaign.objects.filter(pk=campaign.pk, ended=None).update(ended=timezone.localdate()):
        record(by, "end_campaign", campaign)


def count(code: str, step: Step) -> None:
    """Count a step of a visit, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"code": code, "step": step.value, "today": timezone.localdate()})


def sums(campaign: Campaign, first: date, last: date) -> dict[str, int]:
    """Per step how often it was taken from the first day to the last."""
    found = CampaignCount.objects.filter(campaign=campaign, day__range=(first, last))
    counted = dict(found.values_list("step").annotate(number=Sum("number")))
    return {step.value: counted.get(step.value, 0) for step in Step}


@shared_task(name="portal.report_campaigns")
def report_campaigns() -> None:
    """Mail who began a campaign what the last two weeks brought, every two weeks; harmless more often."""
    today = timezone.localdate()
    due = Campaign.objects.filter(reported_until__lte=today - timedelta(days=DAYS)).select_related("added_by")
    for campaign in due:
        with transaction.atomic():
            _report(campaign, today)


def _report(campaign: Campaign, today: date) -> None:
    first, until = today - timedelta(days=DAYS), campaign.reported_until
    first = max(first, until)
    if not Campaign.objects.filter(pk=campaign.pk, reported_until=until).update(reported_until=today):
        return
    to = campaign.added_by
    if not to.is_active or (campaign.ended and campaign.ended < first):
        return
    found = sums(campaign, first, today - timedelta(days=1))
    labels = {step.value: step.label for step in Step}
    context = {
        "name": to.name,
        "campaign": campaign.name,
        "first": first,
        "last": today - timedelta(days=1),
        "rows": [(labels[step], number) for step, number in found.items()],
    }
    send_mail("campaign_report", to=to.email, context=context, language=to.language)
