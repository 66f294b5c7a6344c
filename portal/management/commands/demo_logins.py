from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.demo import PASSWORD
from portal.people.models import Membership


class Command(BaseCommand):
    help = "Print the demo log-ins of a demo portal."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            return
        rows: dict[str, tuple[str, set[str]]] = {}
        members = Membership.objects.filter(user__is_demo=True).select_related("user").order_by("user__created")
        for membership in members:
            name, roles = rows.setdefault(membership.user.email, (membership.user.name, set()))
            roles.add(str(membership.get_role_display()))
        self.stdout.write("Demo-accounts voor medewerkers (/medewerkers/inloggen/), wachtwoord: " + PASSWORD)
        for email, (name, roles) in rows.items():
            self.stdout.write(f"  {email:38} {name} ({', '.join(sorted(roles))})")
        self.stdout.write("Als deelnemer log je in met elk e-mailadres; de code staat in de demo-mail.")
