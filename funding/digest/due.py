"""What is wrong or due at a fund: terms, objections, payments that do not arrive, schemes that were not checked."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from funding import forwarding_access
from funding.decisions.enums import Shelf
from funding.fund_access import lines, mail_came_back
from funding.objections.enums import ObjectionState
from funding.objections.models import Objection
from funding.payments.enums import UNDER_WAY, BatchState, PaymentState
from funding.payments.models import Payment, PaymentBatch
from funding.pools.models import LoanTerm, Repayment
from funding.queue.enums import When
from funding.queue.wanted import Wanted
from funding.queue_access import term_is
from funding.schemes.links import LinkState, SourceLink
from funding.schemes.models import SchemeVersion
from portal.access import Person
from portal.digest.due import Due
from portal.people.enums import FUND_ROLES, Role

#: A bank that says nothing about a payment for so many days has not paid it.
BANK_DAYS = 5
#: A batch that waits so many days for its second person was forgotten.
BATCH_DAYS = 2
#: So many days before the last day of a term of a loan it is told.
LOAN_DAYS = 14


def fund_due(who: Person) -> Iterable[Due]:
    """What who works at a fund should see today."""
    if not who.has(*FUND_ROLES):
        return
    today = timezone.localdate()
    yield from _terms(who, today)
    yield from _payments(who, today)
    if who.has(Role.FUND_ADMINISTRATOR):
        yield from _forwarded(who)
        yield from _schemes(who, today)
        yield from _loans(who, today)


def _terms(who: Person, today: date) -> Iterable[Due]:
    seen = lines(who, *FUND_ROLES)
    late = seen.filter(term_is(When.LATE, today)).count()
    if late:
        text = ngettext(
            "Van %(n)s aanvraag is de wettelijke termijn voorbij.",
            "Van %(n)s aanvragen is de wettelijke termijn voorbij.",
            late,
        )
        yield Due(text % {"n": late}, Wanted(shelf=Shelf.OPEN, when=When.LATE).url, late=True)
    near = seen.filter(term_is(When.SOON, today)).count()
    if near:
        text = ngettext(
            "Op %(n)s aanvraag moet binnen tien dagen een besluit vallen.",
            "Op %(n)s aanvragen moet binnen tien dagen een besluit vallen.",
            near,
        )
        yield Due(text % {"n": near}, Wanted(shelf=Shelf.OPEN, when=When.SOON).url)
    unread = seen.filter(mail_came_back()).count()
    if unread:
        text = ngettext(
            "Onze e-mail over de brief van %(n)s aanvraag kwam terug: bel, of stuur de brief met de post.",
            "Onze e-mail over de brieven van %(n)s aanvragen kwam terug: bel, of stuur de brieven met de post.",
            unread,
        )
        yield Due(text % {"n": unread}, Wanted(shelf=Shelf.ALL, returned=True).url, late=True)
    objections = Objection.objects.filter(decision__line__in=seen, due__lt=today)
    overdue = objections.exclude(state__in=[ObjectionState.DECIDED, ObjectionState.WITHDRAWN]).count()
    if overdue:
        text = ngettext(
            "Van %(n)s bezwaar is de termijn voorbij.", "Van %(n)s bezwaren is de termijn voorbij.", overdue
        )
        yield Due(text % {"n": overdue}, reverse("funding:objections"), late=True)


def _forwarded(who: Person) -> Iterable[Due]:
    """Awb 2:3: without delay, for who forwards and for who answers."""
    number = forwarding_access.to_do(who).count()
    if number:
        text = ngettext(
            "Een ander fonds vraagt jullie %(n)s aanvraag over te nemen.",
            "Andere fondsen vragen jullie %(n)s aanvragen over te nemen.",
            number,
        )
        yield Due(text % {"n": number}, reverse("funding:forwardings"))
    waiting = forwarding_access.overdue(who).count()
    if waiting:
        text = ngettext(
            "%(n)s voorstel om een aanvraag door te sturen wacht al een week op antwoord.",
            "%(n)s voorstellen om een aanvraag door te sturen wachten al een week op antwoord.",
            waiting,
        )
        yield Due(text % {"n": waiting}, reverse("funding:forwardings"), late=True)


def _payments(who: Person, today: date) -> Iterable[Due]:
    page = reverse("funding:payments")
    seen = Payment.objects.filter(line__in=lines(who, *FUND_ROLES))
    again = seen.filter(state__in=[PaymentState.FAILED, PaymentState.RETURNED])
    # What was tried again is no trouble any more; ids go up with time.
    later = Payment.objects.filter(line=OuterRef("line"), pk__gt=OuterRef("pk"))
    tried = later.filter(state__in=[*UNDER_WAY, PaymentState.PAID])
    failed = again.filter(~Exists(tried)).values("line").distinct().count()
    if failed:
        text = ngettext(
            "%(n)s betaling is niet gelukt of kwam terug.", "%(n)s betalingen zijn niet gelukt of kwamen terug.", failed
        )
        yield Due(text % {"n": failed}, page, late=True)
    since = today - timedelta(days=BANK_DAYS)
    silent = seen.filter(state=PaymentState.SENT, batch__execution_on__lt=since).count()
    if silent:
        text = ngettext(
            "Van %(n)s betaling zegt de bank al meer dan vijf dagen niets.",
            "Van %(n)s betalingen zegt de bank al meer dan vijf dagen niets.",
            silent,
        )
        yield Due(text % {"n": silent}, page, late=True)
    old = timezone.now() - timedelta(days=BATCH_DAYS)
    waiting = PaymentBatch.objects.filter(state=BatchState.CHECKED, checked__lt=old)
    number = waiting.filter(fund__in=who.funds(*FUND_ROLES)).count()
    if number:
        text = ngettext(
            "%(n)s betaalvoorstel wacht al twee dagen op een tweede persoon.",
            "%(n)s betaalvoorstellen wachten al twee dagen op een tweede persoon.",
            number,
        )
        yield Due(text % {"n": number}, page)


def _loans(who: Person, today: date) -> Iterable[Due]:
    """Terms of loans that have to be paid back: of parties to a pool, and of a pool to one's own budgets."""
    mine = who.funds(Role.FUND_ADMINISTRATOR)
    page = reverse("funding:pools")
    own = LoanTerm.objects.filter(loan__member__budget__scheme__fund__in=mine, offered=None)
    terms = (Repayment.objects.filter(paid=None, contribution__pool__fund__in=mine), own)
    late = sum(found.filter(due__lt=today).count() for found in terms)
    if late:
        text = ngettext(
            "%(n)s deel van een lening had al terugbetaald moeten zijn.",
            "%(n)s delen van leningen hadden al terugbetaald moeten zijn.",
            late,
        )
        yield Due(text % {"n": late}, page, late=True)
    near = sum(found.filter(due__range=(today, today + timedelta(days=LOAN_DAYS))).count() for found in terms)
    if near:
        text = ngettext(
            "%(n)s deel van een lening betaal je binnen twee weken terug.",
            "%(n)s delen van leningen betaal je binnen twee weken terug.",
            near,
        )
        yield Due(text % {"n": near}, page)
    kept = LoanTerm.objects.filter(loan__member__pool__fund__in=mine, received=None).exclude(pk__in=own)
    behind = kept.filter(due__lt=today, offered=None).count()
    if behind:
        text = ngettext(
            "%(n)s deel van een lening uit jullie gezamenlijke budget is te laat.",
            "%(n)s delen van leningen uit jullie gezamenlijke budget zijn te laat.",
            behind,
        )
        yield Due(text % {"n": behind}, page, late=True)


def _schemes(who: Person, today: date) -> Iterable[Due]:
    mine = SchemeVersion.objects.filter(scheme__fund__in=who.funds(Role.FUND_ADMINISTRATOR))
    page = reverse("funding:schemes")
    old = mine.check_is_old(today).count()
    if old:
        text = ngettext(
            "%(n)s regeling is een half jaar niet met de bron vergeleken.",
            "%(n)s regelingen zijn een half jaar niet met de bron vergeleken.",
            old,
        )
        yield Due(text % {"n": old}, page, late=True)
    gone = set(SourceLink.objects.filter(state=LinkState.GONE).values_list("address", flat=True))
    in_force = mine.published().filter(period__contains=today).values_list("sources", flat=True)
    dead = sum(any(source.get("address") in gone for source in sources) for sources in in_force) if gone else 0
    if dead:
        text = ngettext(
            "Van %(n)s regeling is een bron op internet verdwenen.",
            "Van %(n)s regelingen is een bron op internet verdwenen.",
            dead,
        )
        yield Due(text % {"n": dead}, page, late=True)
