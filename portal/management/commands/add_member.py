from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError
from django.utils import timezone

from portal.people.actions import add_member, invite
from portal.people.enums import Role
from portal.people.models import Fund
from portal.regions.models import Region


class Command(BaseCommand):
    help = "Give a person a role from today and mail the invitation. The first portal manager is made this way."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("--name", required=True)
        parser.add_argument("--place", help="region slug for an adviser, fund slug for fund roles")
        parser.add_argument("--base-address", default="http://localhost:8000", help="where the portal is reached")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            membership = add_member(
                options["email"],
                Role(options["role"]),
                name=options["name"],
                place=options["place"],
                start=timezone.localdate(),
            )
        except (Region.DoesNotExist, Fund.DoesNotExist) as error:
            raise CommandError(f"No region or fund is called {options['place']!r}.") from error
        except IntegrityError as error:
            raise CommandError("This person has that role already.") from error
        invite(membership.user, base_address=options["base_address"])
        self.stdout.write(f"{membership.user.email}: {membership}; the invitation is mailed.")
