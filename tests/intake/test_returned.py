"""Mail that came back: from the report of a mail server to the adviser who calls, and the address that is mended."""

from email.message import EmailMessage
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from intake.inviting.actions import remind_of_invitations
from intake.models import Adviser, Appointment, BookingInvitation
from portal.mail.models import MailMessage, ReturnedAddress
from portal.record.models import AuditEvent
from tests.intake.teams import confirm, deliver, kind_of, make_adviser, slot_url, words
from tests.people import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
CALLED = {"client_name": "Lena", "client_email": "Lena@vorbeeld.example", "mode": "office", "said_yes": "on"}
INVITATIONS = "/medewerkers/team/uitnodigingen/"


def report(sent: MailMessage, *, action: str = "failed", status: str = "5.1.1", whole: bool = False) -> bytes:
    """What Postfix sends back (RFC 3464), with the head of the mail or all of it."""
    returned = f"From: portaal@doorleren.example\nMessage-ID: <{sent.pk}@doorleren>\nSubject: Je afspraak\n\n"
    kind = "rfc822" if whole else "rfc822-headers"
    return (
        "From: MAILER-DAEMON@doorleren.example\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="grens"\n\n'
        "--grens\nContent-Type: text/plain\n\nThis is the mail system.\n\n"
        "--grens\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mail.doorleren.example\n\n"
        f"Final-Recipient: rfc822; {sent.to}\nAction: {action}\nStatus: {status}\n\n"
        f"--grens\nContent-Type: {'message' if whole else 'text'}/{kind}\n\n{returned}{'Hallo' if whole else ''}\n"
        "--grens--\n"
    ).encode()


def hand_over(content: bytes, shown: str = "geheim") -> int:
    answer = Client().post(
        "/mail/terug/", content, content_type="message/rfc822", headers={"Authorization": f"Bearer {shown}"}
    )
    return answer.status_code


def test_only_a_failure_for_good_of_our_own_mail_is_noted(desk: Client, sanne: Adviser, settings: Any) -> None:
    confirm(Client(), sanne)
    deliver()
    sent = MailMessage.objects.get(kind="appointment_confirmed")
    assert hand_over(report(sent)) == 404, "taken nowhere until it is set up"
    settings.RETURNED_MAIL_TOKEN = "geheim"
    other = MailMessage(pk=sanne.pk, to="x@voorbeeld.example")
    plain = EmailMessage()
    plain["Subject"], plain["Message-ID"] = "Afwezig", f"<{sent.pk}@doorleren>"
    plain.set_content("Ik ben er niet.")
    nothing = [b"", b"\xff\x00" * 50, b"Content-Type: multipart/report; boundary=\n\n--", plain.as_bytes()]
    nothing.append(b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(5_000)))
    nothing += [report(other), report(sent, action="delayed", status="4.4.7"), report(sent, status="2.0.0")]
    nothing += [b"Content-Type: message/delivery-status\n\nAction: failed\nStatus: 5.1.1\n\n" + b"x" * 2_000_000]
    assert [hand_over(one) for one in nothing] == [422] * len(nothing)
    assert hand_over(report(sent), shown="raden") == 404
    assert not ReturnedAddress.objects.exists()
    assert (hand_over(report(sent)), hand_over(report(sent, whole=True))) == (204, 204)
    assert ReturnedAddress.objects.get().address == sent.to
    # Who types a code from a mail reads it, so the address is right after all.
    confirm(Client(), sanne, Appointment.objects.get().start.replace(hour=10), request_key="nog een")
    assert not ReturnedAddress.objects.exists()


def test_the_adviser_hears_it_and_mends_the_address(desk: Client, sanne: Adviser, settings: Any) -> None:
    settings.RETURNED_MAIL_TOKEN = "geheim"
    book = slot_url(sanne).replace("/orienteren/afspraak/", "/medewerkers/team/boeken/")
    desk.post(book, CALLED | {"request_key": "van ons"})
    deliver()
    talk = Appointment.objects.get()
    mend, day = f"/medewerkers/gesprekken/{talk.pk}/adres/", "/medewerkers/agenda/dag/"
    good = {"mended_email": "lena@voorbeeld.example"}
    assert desk.post(mend, good).status_code == 404, "an address that works is not changed"
    assert hand_over(report(MailMessage.objects.get(to=talk.contact_email), whole=True)) == 204
    assert "E-mail kwam terug Lena" in words(desk.get(day))
    page = words(desk.get(f"/medewerkers/gesprekken/{talk.pk}/"))
    assert "Op Lena@vorbeeld.example komt niets aan." in page
    assert log_in(Client(), make_adviser("Bram").user).post(mend, good).status_code == 404
    for wrong in ("", "lena", "lena@voorbeeld.example\nBcc: ander@voorbeeld.example"):
        assert desk.post(mend, {"mended_email": wrong}).status_code == 422
    mail.outbox.clear()
    assert desk.post(mend, good).status_code == 302
    deliver()
    assert [one.to for one in mail.outbox] == [["lena@voorbeeld.example"]]
    assert "E-mail kwam terug" not in words(desk.get(day))
    assert AuditEvent.objects.filter(verb="mend_address").count() == 1


def test_an_invitation_that_came_back_is_booked_by_staff(desk: Client, sanne: Adviser, settings: Any) -> None:
    settings.RETURNED_MAIL_TOKEN = "geheim"
    form = {
        "kind": str(kind_of(sanne).pk),
        "channel": "mail",
        "invited_name": "Lena",
        "invited_email": "l@fout.example",
    }
    desk.post(INVITATIONS, form)
    deliver()
    made = BookingInvitation.objects.select_related("mail").get()
    assert made.mail
    assert "Er wacht niemand" in words(desk.get(f"{INVITATIONS}?toon=boeken"))
    assert hand_over(report(made.mail)) == 204
    listed = words(desk.get(f"{INVITATIONS}?toon=boeken"))
    assert "E-mail: kwam niet aan De e-mail kwam terug" in listed
    BookingInvitation.objects.update(remind_at=made.created)
    assert remind_of_invitations() == 0, "no second mail to nobody"
    assert desk.post(f"{INVITATIONS}{made.pk}/afgehandeld/").status_code == 302
    assert "Er wacht niemand" in words(desk.get(f"{INVITATIONS}?toon=boeken"))
