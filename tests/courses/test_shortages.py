"""Shortage lists: imported whole or not at all, one list of an area on a day, and mistakes named."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from courses.shortages.importing import DEMO, ShortageFileError, import_shortages
from courses.shortages.models import ShortageList
from portal.regions.models import Area

pytestmark = pytest.mark.django_db

AUTUMN: dict[str, Any] = {
    "area": "regio-twente",
    "from": "2026-10-01",
    "until": None,
    "title": "Kansrijke beroepen Twente",
    "address": "werk.nl/arbeidsmarktinformatie",
    "occupations": ["25187", "25498"],
    "sectors": ["care"],
}


def written(tmp_path: Path, *lists: object) -> Path:
    path = tmp_path / "lists.json"
    path.write_text(json.dumps({"lists": list(lists)}))
    return path


def test_a_list_is_imported_with_its_source_and_holds_until_the_next_one_begins(tmp_path: Path) -> None:
    winter = AUTUMN | {"from": "2027-01-01", "occupations": [], "sectors": ["ict"]}
    call_command("import_shortages", str(written(tmp_path, AUTUMN)))
    assert import_shortages(written(tmp_path, winter)) == 1
    old, new = ShortageList.objects.filter(area="regio-twente")
    assert (old.occupations, old.sectors, old.period.upper) == (["25187", "25498"], ["care"], date(2027, 1, 1))
    assert (old.title, old.address, old.is_example) == (AUTUMN["title"], AUTUMN["address"], False)
    assert [one.pk for one in ShortageList.objects.on(date(2026, 12, 31))] == [old.pk]
    assert [one.pk for one in ShortageList.objects.on(date(2027, 1, 1))] == [new.pk]
    assert not ShortageList.objects.on(date(2026, 9, 30)).exists()


def test_importing_a_list_again_replaces_it(tmp_path: Path) -> None:
    import_shortages(written(tmp_path, AUTUMN))
    import_shortages(written(tmp_path, AUTUMN | {"sectors": []}))
    assert ShortageList.objects.get().sectors == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"area": "regio-atlantis"}, "bestaat niet"),
        ({"area": ""}, "“area” is leeg"),
        ({"from": "1 oktober"}, "geen dag"),
        ({"until": "2026-10-01"}, "ligt voor de eerste"),
        ({"occupations": ["lasser"]}, "geen crebo-code"),
        ({"occupations": "25187"}, "geen lijst van teksten"),
        ({"sectors": ["zorg"]}, "de sector 'zorg' kennen we niet"),
        ({"occupations": [], "sectors": []}, "noem beroepen"),
        ({"kleur": "rood"}, "“kleur” kennen we niet"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_imported(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    good = AUTUMN | {"area": "regio-drenthe"}
    with pytest.raises(CommandError, match=said):
        call_command("import_shortages", str(written(tmp_path, good, AUTUMN | change)))
    assert not ShortageList.objects.exists()


@pytest.mark.parametrize("text", ["geen json", "[]", '{"lists": []}', '{"lists": [1]}'])
def test_a_file_that_is_something_else_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "lists.json"
    path.write_text(text)
    with pytest.raises(ShortageFileError):
        import_shortages(path)
    with pytest.raises(ShortageFileError, match="niet te lezen"):
        import_shortages(tmp_path / "nergens.json")


def test_two_lists_of_one_area_never_hold_on_one_day(tmp_path: Path) -> None:
    import_shortages(written(tmp_path, AUTUMN | {"until": "2027-04-01"}))
    with pytest.raises(ShortageFileError, match="al een andere lijst"):
        import_shortages(written(tmp_path, AUTUMN | {"from": "2027-01-01"}))
    assert ShortageList.objects.count() == 1


def test_the_lists_of_the_demo_are_marked_as_made_up() -> None:
    count = import_shortages(DEMO)
    assert import_shortages(DEMO) == count == ShortageList.objects.filter(is_example=True).count()
    assert Area.objects.filter(shortage_lists__isnull=False).distinct().count() == count
