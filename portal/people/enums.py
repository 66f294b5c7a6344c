from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a member of staff is, in one region or at one fund, for a period."""

    ADVISER = "adviser", _("loopbaanadviseur")
    TEAM_LEAD = "team_lead", _("teamleider")
    FUND_ADMINISTRATOR = "fund_administrator", _("fondsbeheerder")
    APPROVER = "approver", _("tweede beoordelaar")
    ASSESSOR = "assessor", _("beoordelaar per dossier")
    PORTAL_MANAGER = "portal_manager", _("portaalbeheerder")


#: Roles that a person holds in a region, and at a fund; portal managers work for the whole portal.
REGION_ROLES = (Role.ADVISER, Role.TEAM_LEAD)
FUND_ROLES = (Role.FUND_ADMINISTRATOR, Role.APPROVER)
#: Who works on files of a fund. An assessor reaches a file while it is theirs and not decided on, and nothing else.
FILE_ROLES = (*FUND_ROLES, Role.ASSESSOR)
#: To whom a file can be given.
WORKERS = (Role.FUND_ADMINISTRATOR, Role.ASSESSOR)


class Sector(TextChoices):
    """Public deciders follow the Awb; private ones their own rules."""

    PUBLIC = "public", _("publiek")
    PRIVATE = "private", _("privaat")
