"""How an invitation reaches somebody: by mail, by text message, or by a letter that the team prints."""

import secrets
from collections.abc import Collection
from io import BytesIO

import qrcode
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from qrcode.image.svg import SvgPathImage

from intake.inviting.enums import Channel, Delivery
from intake.inviting.models import BookingInvitation
from portal.brands.models import Brand
from portal.mail.actions import send_mail
from portal.printing.setting import pdf_of
from portal.templatetags.portal import day
from portal.texting.actions import send_text

#: No vowels, so no words; nothing that looks like something else.
ALPHABET, CODE_LENGTH = "BCDFGHJKLMNPQRSTVWXZ23456789", 12


def new_letter_code() -> str:
    """To be typed from a letter: 57 random bits."""
    return "".join(secrets.choice(ALPHABET) for _number in range(CODE_LENGTH))


def as_printed(code: str) -> str:
    """In fours: BCDF-GHJK-LMNP."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def link_of(invitation: BookingInvitation) -> str:
    """The whole address at which the person books."""
    return invitation.origin + reverse("intake:invitation", args=[invitation.token])


def send(invitation: BookingInvitation, brand: Brand, *, reminder: bool, template: str = "booking_invitation") -> None:
    """Mail or text it in the running transaction; a letter waits to be printed. Needs kind, team and who invited."""
    context = {"invitation": invitation, "reminder": reminder, "link": link_of(invitation), "brand": brand}
    sent: dict[str, object] = {}
    if invitation.channel == Channel.MAIL:
        sent["mail"] = send_mail(template, to=invitation.email, language=invitation.language, context=context)
    elif invitation.channel == Channel.TEXT:
        sent["text"] = send_text(
            "booking_invitation",
            to=invitation.phone,
            language=invitation.language,
            origin=invitation.origin,
            context=context,
        )
    if sent:
        BookingInvitation.objects.filter(pk=invitation.pk).update(**sent)


def delivery_of(invitation: BookingInvitation, parked: Collection[str]) -> Delivery:
    """How far it came. ``parked``: keys of outbox messages that were given up. What was sent and forgotten is sent."""
    if invitation.opened:
        return Delivery.OPENED
    if invitation.channel == Channel.LETTER:
        return Delivery.PRINTED if invitation.printed else Delivery.TO_PRINT
    if outbox_key(invitation) in parked or invitation.came_back:
        return Delivery.FAILED
    if invitation.channel == Channel.MAIL:
        return Delivery.SENT if invitation.mail is None or invitation.mail.sent else Delivery.QUEUED
    text = invitation.text
    if text is None:
        return Delivery.SENT
    if text.failed:
        return Delivery.FAILED
    return Delivery.DELIVERED if text.delivered else Delivery.SENT if text.sent else Delivery.QUEUED


def outbox_key(invitation: BookingInvitation) -> str:
    """Of the outbox message that carries it; "" for a letter."""
    if invitation.mail_id:
        return f"mail:{invitation.mail_id}"
    return f"text:{invitation.text_id}" if invitation.text_id else ""


def letter_pdf(invitation: BookingInvitation, *, reminder: bool = False) -> bytes:
    """The letter, or its reminder, in the language of the person, for an envelope with a window on the left."""
    team, code = invitation.kind.team, as_printed(invitation.code or "")
    typed = invitation.origin.partition("://")[2] + reverse("intake:letter_code")
    with override(invitation.language):
        told = {
            "language": invitation.language,
            "title": _("Herinnering: kies een tijd voor je gesprek") if reminder else _("Uitnodiging voor een gesprek"),
            "sender": [team.name, *team.address.splitlines(), *([team.phone] if team.phone else [])],
            "address": [invitation.name, *invitation.address.splitlines()],
            "date": day(timezone.localdate(), "date"),
            "greeting": _("Beste %(name)s,") % {"name": invitation.name},
            "paragraphs": [
                *(
                    [_("We stuurden je eerder een brief. Je hebt nog geen tijd gekozen. Dat kan nog.")]
                    if reminder
                    else []
                ),
                _("%(who)s nodigt je uit voor een gesprek: %(kind)s. Het duurt %(minutes)s minuten en het is gratis.")
                % {
                    "who": invitation.who_invited,
                    "kind": invitation.kind.name,
                    "minutes": invitation.kind.minutes,
                },
                _("Kies zelf een tijd die jou past. Dat kan tot %(day)s.") % {"day": day(invitation.expires, "date")},
            ],
            "how": _("Scan de code met je telefoon. Of ga naar"),
            "typed": typed,
            "and_type": _("en vul in:"),
            "code": code,
            "help": (
                _("Lukt het niet, of heb je geen internet? Bel %(team)s: %(phone)s. Dan zoeken we samen een tijd.")
                % {"team": team.name, "phone": team.phone}
                if team.phone
                else _("Lukt het niet, of heb je geen internet? Kom langs, dan zoeken we samen een tijd.")
            ),
            "closing": _("Groeten,"),
            "signed": team.name,
            "picture": _("Code om te scannen, die naar de pagina met tijden leidt"),
            "square": _square(link_of(invitation)),
        }
    return pdf_of("intake.inviting", "letter.typ", told)


def _square(address: str) -> str:
    """The address as a QR code, in SVG."""
    into = BytesIO()
    qrcode.make(address, image_factory=SvgPathImage, border=0).save(into)
    return into.getvalue().decode()
