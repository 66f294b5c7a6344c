"""The mail that says that money went."""

from django.urls import reverse

from funding.applications.models import PlanLine
from funding.payments.enums import Payee
from funding.payments.models import Payment, PayTo
from portal.mail.actions import send_mail
from portal.templatetags.portal import euros


def tell_paid(payment: Payment, line: PlanLine) -> None:
    """Tell the learner that the bank paid, how much and to whom; the line comes with fund and application__learner."""
    application = line.application
    if application.learner is None:
        return
    chosen = PayTo.objects.filter(line=line).last()
    send_mail(
        "payment_made",
        to=application.learner.email,
        context={
            "name": application.learner_name,
            "number": application.number,
            "sender": line.fund.name,
            "cents": euros(payment.cents),
            "advance": line.settled_cents is None and payment.cents < (line.granted_cents or 0),
            "payee": chosen.payee if chosen else Payee.PROVIDER.value,
            "provider": application.course_as_sent["provider"],
            "origin": application.origin,
            "path": reverse("funding:application", args=[application.pk]),
        },
        language=application.learner.language,
    )
