"""The records of the ground floor, collected for Django from the topics they belong to."""

from portal.announcements.models import BrandAnnouncement
from portal.brands.models import Brand, BrandHost
from portal.campaigns.models import Campaign, CampaignCount
from portal.confirming.models import Confirmation
from portal.digest.models import NoDigest
from portal.mail.models import CaughtMail, MailMessage, ReturnedAddress
from portal.people.models import Fund, Membership, User
from portal.record.models import AuditEvent, OutboxMessage
from portal.regions.models import Area, Municipality, PostcodeRange, Region
from portal.texting.models import TextMessage

__all__ = [
    "Area",
    "AuditEvent",
    "Brand",
    "BrandAnnouncement",
    "BrandHost",
    "Campaign",
    "CampaignCount",
    "CaughtMail",
    "Confirmation",
    "Fund",
    "MailMessage",
    "Membership",
    "Municipality",
    "NoDigest",
    "OutboxMessage",
    "PostcodeRange",
    "Region",
    "ReturnedAddress",
    "TextMessage",
    "User",
]
