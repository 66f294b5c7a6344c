"""The areas of the portal, read from its reference files without a database."""

import csv
import json
from functools import cache
from pathlib import Path

from django.utils.text import slugify

from funding.engine.areas import Areas
from funding.engine.shortages import ShortageLists, list_from_document

KINDS = ("occupations", "sectors")
SHORTAGES = Path(__file__).parents[3] / "courses" / "shortages" / "data" / "demo.json"
DATA = Path(__file__).parents[3] / "portal" / "regions" / "data"


@cache
def areas() -> Areas:
    """All areas by slug, with the 342 municipalities as known places, and the shortage lists of the demo."""
    with (DATA / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    members: dict[str, set[str]] = {}
    for row in rows:
        for prefix, column in (("provincie", "province"), ("regio", "region")):
            members.setdefault(f"{prefix}-{slugify(row[column])}", set()).add(row["code"])
    codes = {row["name"]: row["code"] for row in rows}
    for entry in json.loads((DATA / "areas.json").read_text(encoding="utf-8")):
        named = {codes[name] for name in entry.get("municipalities", [])}
        by_province = {row["code"] for row in rows if row["province"] in entry.get("provinces", [])}
        members[entry["slug"]] = named | by_province
    lists = ShortageLists.of(
        list_from_document({"region": one["area"]} | {name: one[name] for name in ("from", "until", *KINDS)})
        for one in json.loads(SHORTAGES.read_text(encoding="utf-8"))["lists"]
    )
    return Areas.of(members, codes.values(), lists)
