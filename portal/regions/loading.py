"""Reference data from files in the package: regions, municipalities, postcodes, areas. Safe to run again."""

import csv
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from portal.regions.enums import AreaKind
from portal.regions.models import Area, Municipality, PostcodeRange, Region
from portal.regions.queries import sort_name

DATA = Path(__file__).parent / "data"
CBS = "CBS/Kadaster, indeling 2025 (CC BY 4.0)"


class ReferenceDataError(ValueError):
    """A file names a municipality that the list of municipalities does not have."""


@transaction.atomic
def load_reference() -> dict[str, int]:
    """Load or refresh all reference data and return how many rows each kind has."""
    municipalities = list(_rows("municipalities.csv"))
    regions = {row["region"]: Region(slug=slugify(row["region"]), name=row["region"]) for row in municipalities}
    Region.objects.bulk_create(regions.values(), update_conflicts=True, unique_fields=["slug"], update_fields=["name"])
    Municipality.objects.bulk_create(
        [
            Municipality(
                code=row["code"],
                name=row["name"],
                sort_name=sort_name(row["name"]),
                province=row["province"],
                region=regions[row["region"]],
                latitude=Decimal(row["latitude"]),
                longitude=Decimal(row["longitude"]),
            )
            for row in municipalities
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "sort_name", "province", "region", "latitude", "longitude"],
    )
    PostcodeRange.objects.all().delete()
    PostcodeRange.objects.bulk_create(
        PostcodeRange(first=int(row["first"]), last=int(row["last"]), municipality_id=row["code"])
        for row in _rows("postcode_ranges.csv")
    )
    _load_areas(municipalities)
    return {model.__name__: model._default_manager.count() for model in (Region, Municipality, PostcodeRange, Area)}


def _load_areas(municipalities: list[dict[str, str]]) -> None:
    members: dict[str, list[str]] = {}
    areas = []
    for kind, column in ((AreaKind.PROVINCE, "province"), (AreaKind.LABOUR_MARKET_REGION, "region")):
        for name in sorted({row[column] for row in municipalities}):
            prefix = "provincie" if kind == AreaKind.PROVINCE else "regio"
            slug = f"{prefix}-{slugify(name)}"
            areas.append(Area(slug=slug, name=name, kind=kind, source=CBS))
            members[slug] = [row["code"] for row in municipalities if row[column] == name]
    by_name = {row["name"]: row["code"] for row in municipalities}
    for entry in json.loads((DATA / "areas.json").read_text(encoding="utf-8")):
        slug = entry["slug"]
        areas.append(Area(slug=slug, name=entry["name"], kind=entry["kind"], source=entry["source"]))
        provinces = entry.get("provinces", [])
        members[slug] = [row["code"] for row in municipalities if row["province"] in provinces]
        for name in entry.get("municipalities", []):
            if name not in by_name:
                raise ReferenceDataError(f"Area {slug} names {name!r}, which is no municipality of 2025.")
            members[slug].append(by_name[name])
    Area.objects.bulk_create(
        areas, update_conflicts=True, unique_fields=["slug"], update_fields=["name", "kind", "source"]
    )
    membership = Area.municipalities.through
    membership._default_manager.filter(area_id__in=members).delete()
    membership._default_manager.bulk_create(
        membership(area_id=slug, municipality_id=code) for slug, codes in members.items() for code in codes
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
