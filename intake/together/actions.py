"""Asking for a mandate, agreeing to it from both sides, and ending it."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from intake.agenda.links import NOBODY, nobody
from intake.agenda.models import Adviser, Appointment
from intake.agenda.slots import midnight
from intake.profile.actions import give_consent, join, profile_of_user, withdraw
from intake.profile.enums import Purpose
from intake.profile.models import Consent
from intake.together.enums import HelperKind, Level
from intake.together.models import KEPT, LIFE, Mandate, Remark
from portal.brands.models import Brand
from portal.confirming.actions import confirm, mail_code
from portal.mail.actions import send_mail
from portal.people.models import User
from portal.record.audit import record

#: The words of templates/intake/together/agree.html; a change of words is a new version.
CONSENT_TEXT = "samen 2026-11b"
#: As many people can help one learner at a time, and as many can be asked in a day: each is mailed.
MOST_HELPERS, MOST_ASKED = 5, 10


class CannotAsk(Exception):
    """There is no such person to act for: no address, oneself, or as many helpers as there can be."""


class AskedOften(CannotAsk):
    """So many people were asked today already."""


def subject_of(mandate: Mandate) -> str:
    """What a code says yes to."""
    return f"mandate:{mandate.pk}"


@transaction.atomic
def ask_learner(appointment: Appointment, by: Adviser, *, brand: Brand) -> Mandate:
    """An adviser asks the person of a talk to act for them; asking is their own agreement. Twice is once.

    Raises CannotAsk.
    """
    email = appointment.contact_email.strip().lower()
    if not email or email == by.user.email:
        raise CannotAsk
    learner, _made = User.objects.get_or_create(
        email=email, defaults={"name": appointment.contact_name, "password": make_password(None)}
    )
    if not learner.is_active:
        raise CannotAsk
    EmailAddress.objects.get_or_create(user=learner, email=email, defaults={"primary": True, "verified": False})
    today = timezone.localdate()
    Mandate.objects.filter(learner=learner, email=by.user.email, ended=None, until__lt=today).update(ended=Now())
    made, new = Mandate.objects.get_or_create(
        learner=learner,
        email=by.user.email,
        ended=None,
        defaults={
            "helper": by.user,
            "kind": HelperKind.ADVISER,
            "level": Level.EDIT,
            "appointment": appointment,
            "accepted": timezone.now(),
            "until": today + LIFE,
        },
    )
    if new:
        link = appointment.origin + reverse("intake:helpers")
        context = {"name": learner.name, "adviser": by.name, "link": link, "brand": brand}
        send_mail("mandate_asked", to=learner.email, context=context, language=learner.language)
        record(by.user, "ask_mandate", made, chain=appointment.adviser.team.region_id, learner=str(learner.pk))
    return made


def mail_agreement_code(mandate: Mandate, *, brand: Brand) -> None:
    """Mail the learner a code by which they agree on the adviser's screen. Raises TooManyCodes."""
    with override(mandate.learner.language):
        asked = _("vind je goed dat %(name)s samen met jou zoekt en je aanvraag invult")
        words = asked % {"name": mandate.helper.name if mandate.helper else ""}
    mail_code(mandate.learner, subject_of(mandate), asked=words, brand=brand)


def agree_by_code(mandate: Mandate, code: str) -> bool:
    """The learner typed their code on the adviser's screen. It proves the mailbox; what they told joins it."""
    if not confirm(mandate.learner, subject_of(mandate), code):
        return False
    EmailAddress.objects.filter(user=mandate.learner, email=mandate.learner.email).update(verified=True)
    agree(mandate)
    _bring_together(mandate)
    return True


@transaction.atomic
def agree(mandate: Mandate) -> bool:
    """The learner agrees; False when they did, or when it ended meanwhile."""
    locked = Mandate.objects.select_for_update(of=("self",)).select_related("learner").get(pk=mandate.pk)
    if locked.consent_id or locked.ended:
        return False
    helper = f"user:{locked.helper_id}" if locked.helper_id else f"mail:{locked.pk}"
    locked.consent = give_consent(Purpose.MANDATE, scope=[helper], text_version=CONSENT_TEXT, user=locked.learner)
    locked.save(update_fields=["consent"])
    record(locked.learner, "agree_mandate", locked, level=locked.level)
    return True


def _bring_together(mandate: Mandate) -> None:
    """What a visitor told when they booked is the learner's: the talk names it, and the code proves the address."""
    found = Appointment.objects.select_related("profile").filter(mandates=mandate)
    talk = found.first()
    if talk is None:
        return
    if talk.profile is None:
        Appointment.objects.filter(pk=talk.pk, profile=None).update(profile=profile_of_user(mandate.learner))
    elif talk.profile.visitor_key:
        join(talk.profile.visitor_key, mandate.learner)


@transaction.atomic
def invite_helper(learner: User, email: str, level: Level, *, origin: str, brand: Brand) -> Mandate:
    """A learner asks somebody to help them, and so agrees to it. Raises CannotAsk, AskedOften."""
    email = email.strip().lower()
    User.objects.select_for_update(no_key=True).get(pk=learner.pk)
    today = timezone.localdate()
    standing = Mandate.objects.filter(learner=learner, ended=None)
    standing.filter(until__lt=today).update(ended=Now())
    if email == learner.email or standing.count() >= MOST_HELPERS:
        raise CannotAsk
    # Also those that were ended: who asks and stops again and again mails again and again.
    if Mandate.objects.filter(learner=learner, asked__gt=timezone.now() - timedelta(days=1)).count() >= MOST_ASKED:
        raise AskedOften
    try:
        with transaction.atomic():
            made = Mandate.objects.create(
                learner=learner, kind=HelperKind.OWN, level=level, email=email, until=today + LIFE
            )
    except IntegrityError as error:
        raise CannotAsk from error
    agree(made)
    link = origin + reverse("intake:accept_mandate", args=[made.pk])
    context = {"name": learner.name or learner.email, "link": link, "brand": brand}
    send_mail("helper_asked", to=email, context=context, language=learner.language)
    return made


@transaction.atomic
def accept(mandate: Mandate, helper: User) -> bool:
    """Who was asked to help agrees; False when that was done, or it ended meanwhile."""
    waiting = Mandate.objects.filter(pk=mandate.pk, helper=None, accepted=None, ended=None, email=helper.email)
    if not waiting.exclude(learner=helper).update(helper=helper, accepted=Now()):
        return False
    record(helper, "accept_mandate", mandate)
    return True


@transaction.atomic
def end(mandate: Mandate, by: User | None) -> bool:
    """Either side ends it, at once; False when it had ended."""
    if not Mandate.objects.filter(pk=mandate.pk, ended=None).update(ended=Now()):
        return False
    if consent := Consent.objects.filter(mandates=mandate).first():
        withdraw(consent)
    record(by, "end_mandate", mandate)
    return True


def remark(mandate: Mandate, text: str, author: User) -> Remark:
    """Say something about what is prepared."""
    return Remark.objects.create(mandate=mandate, text=text, author=author)


def forget_mandates() -> int:
    """KEPT after the end of a mandate its remarks and the helper's address go; one that lacked a yes goes whole.

    One that ended by itself did so when its last day was over. What the learner agreed to stands no longer then.
    Returns how many. Who helped stays known by their account.
    """
    now = timezone.now()
    last_day = timezone.localdate(now - KEPT)
    over = Mandate.objects.filter(ended=None, until__lt=last_day)
    gone = Mandate.objects.exclude(email__endswith=NOBODY).filter(
        Q(ended__lte=now - KEPT) | Q(pk__in=over.values("pk"))
    )
    number = 0
    for pk in list(gone.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            found = gone.filter(pk=pk).select_for_update(of=("self",)).select_related("consent").first()
            if found is None:
                continue
            withdrawn = found.consent is not None and withdraw(found.consent)
            if found.accepted is None or found.consent_id is None:
                Mandate.objects.filter(pk=pk).delete()
            else:
                found.remarks.all().delete()
                ended = found.ended or midnight(found.until + timedelta(days=1))
                Mandate.objects.filter(pk=pk).update(email=nobody(pk), ended=ended)
            if withdrawn:
                record(None, "end_mandate", found)
            number += 1
    return number
