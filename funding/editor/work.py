"""The schemes on the staff page: what waits for this person, which comparison is too old, which original changed."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from funding import scheme_access
from funding.schemes.enums import Stage
from portal.access import user_of
from portal.people.work import Group, Work


def scheme_work(request: HttpRequest) -> Work:
    """For who administers a fund."""
    versions = scheme_access.scheme_versions(request)
    ready = versions.filter(stage=Stage.CHECKED).exclude(checked_by=user_of(request)).count()
    old = versions.check_is_old(timezone.localdate()).count()
    texts = []
    if ready:
        text = ngettext("%(number)s versie wacht op jou.", "%(number)s versies wachten op jou.", ready)
        texts.append(text % {"number": ready})
    if old:
        text = ngettext(
            "%(number)s regeling is lang niet met de bron vergeleken.",
            "%(number)s regelingen zijn lang niet met de bron vergeleken.",
            old,
        )
        texts.append(text % {"number": old})
    changed = sum(map(bool, scheme_access.origin_changes(scheme_access.schemes(request)).values()))
    if changed:
        text = ngettext(
            "Van %(number)s regeling is het origineel veranderd.",
            "Van %(number)s regelingen is het origineel veranderd.",
            changed,
        )
        texts.append(text % {"number": changed})
    told = " ".join(texts) or _("Voor wie jullie geld is en hoeveel.")
    return Work(Group.SCHEMES, _("Regelingen"), told, reverse("funding:schemes"), ready + old + changed or None)
