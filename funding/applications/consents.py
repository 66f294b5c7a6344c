"""What rests on the consents that funding asks for."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from funding.applications.models import Application
from funding.applications.states import LINE
from funding.doubts.models import Doubt
from funding.forwarding.models import Forwarding
from funding.replanning.models import Replan
from intake.profile.actions import withdraw
from intake.profile.enums import Purpose
from intake.profile.models import Consent
from intake.profile.resting import Use, rests_on
from portal.people.models import User


def register_uses() -> None:
    """Tell of every purpose of funding what rests on it."""
    rests_on(Purpose.APPLICATION, _applications, _end_application)
    rests_on(Purpose.DOUBT, _doubts, _end_doubt)


def _applications(consents: Sequence[Consent]) -> dict[UUID, Use]:
    """A fund that decides may read what was asked of it, until the learner stops with it or the law's time is over."""
    # An application can rest on several: each fund that came later has one of its own.
    of = dict(Application.objects.filter(consent__in=consents).values_list("consent", "pk"))
    of |= dict(Replan.objects.filter(consent__in=consents).values_list("consent", "application"))
    of |= dict(Forwarding.objects.filter(consent__in=consents).values_list("consent", "line__application"))
    told = {}
    starts = LINE.step("withdraw").starts
    for one in Application.objects.filter(pk__in=of.values()).prefetch_related("lines__fund"):
        lines = list(one.lines.all())
        open_ = any(line.state in starts for line in lines)
        page = "withdraw" if open_ else "application"
        told[one.pk] = Use(
            _("Je aanvraag %(number)s") % {"number": one.number},
            ", ".join(dict.fromkeys(line.fund.name for line in lines if line.budget_id)),
            _("Je trekt je aanvraag in.")
            if open_
            else _("Er is al besloten. Het fonds moet het dossier bewaren en gebruikt het voor niets anders."),
            reverse(f"funding:{page}", args=[one.pk]),
        )
    return {consent: told[pk] for consent, pk in of.items()}


def _end_application(consent: Consent, by: User | None) -> None:
    """Only where nothing rests on it: what was sent is withdrawn on its own page."""
    withdraw(consent)


def _doubts(consents: Sequence[Consent]) -> dict[UUID, Use]:
    return {
        one.consent_id: Use(  # type: ignore[misc]
            _("Je bericht dat iets niet klopt"), one.scheme.fund.name, _("We wissen de antwoorden die erbij zitten.")
        )
        for one in Doubt.objects.filter(consent__in=consents).select_related("scheme__fund")
    }


def _end_doubt(consent: Consent, by: User | None) -> None:
    Doubt.objects.filter(consent=consent).update(facts=None, consent=None)
    withdraw(consent)
