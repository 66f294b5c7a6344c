from funding.exporting.enums import Kind
from portal.people.models import Fund, User
from portal.record.audit import record


def note_export(kind: Kind, fund: Fund, year: int | None, by: User) -> None:
    """Who took people's data out of the portal is written down (GDPR art. 5(2))."""
    record(by, "export", fund, chain=fund.pk, kind=kind.value, year=year)
