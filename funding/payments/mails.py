"""The mail that says that money went."""

from funding.applications.mails import tell_learner
from funding.applications.models import PlanLine
from funding.payments.enums import Payee
from funding.payments.models import Payment, PayTo
from portal.templatetags.portal import euros


def tell_paid(payment: Payment, line: PlanLine) -> None:
    """Tell the learner that the bank paid, how much and to whom; the line comes with fund and application__learner."""
    chosen = PayTo.objects.filter(line=line).last()
    tell_learner(
        line.application,
        "payment_made",
        sender=line.fund.name,
        cents=euros(payment.cents),
        advance=line.settled_cents is None and payment.cents < (line.granted_cents or 0),
        payee=chosen.payee if chosen else Payee.PROVIDER.value,
        provider=line.application.course_as_sent["provider"],
    )
