"""A fund administrator who does not program writes a scheme, a colleague publishes it, and a learner gets it."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from courses.models import Course
from funding.budgets.models import Budget
from funding.schemes.models import Scheme, SchemeVersion
from intake.profile.actions import profile_of_user
from portal.people.enums import Role
from portal.people.models import User
from tests.funding.making import assessed, make_draft, tell
from tests.funding.scheme_making import make_scheme, now
from tests.people import give_role, log_in, make_fund, make_user

pytestmark = pytest.mark.django_db
FUND = "lasfonds"


def administrator(name: str, fund: str = FUND) -> User:
    user = make_user(name)
    give_role(user, Role.FUND_ADMINISTRATOR, fund)
    return user


@pytest.fixture
def anna(db: None) -> User:
    make_fund(FUND).__class__.objects.filter(pk=FUND).update(decides_here=True)
    return administrator("Anna")


@pytest.fixture
def desk(client: Client, anna: User) -> Client:
    return log_in(client, anna)


def send(desk: Client, version: SchemeVersion, name: str, data: dict[str, Any], **args: Any) -> Any:
    """Post a page of a version as it is now; the answer must be a way on, without a mistake."""
    query = args.pop("query", "")
    address = reverse(f"funding:{name}", args=[version.pk, *args.values()]) + query
    return desk.post(address, {"revision": now(version).revision, **data})


def done(answer: Any) -> None:
    assert answer.status_code == 302, answer.content.decode()[:6000]


def condition(desk: Client, version: SchemeVersion, fact: str, data: dict[str, Any], place: str = "") -> None:
    done(
        send(desk, version, "condition", {"source": "Reglement, artikel 2"} | data, query=f"?plek={place}&feit={fact}")
    )


def test_from_nothing_to_a_learner_who_gets_it(desk: Client, anna: User, course: Course, today: date) -> None:
    answer = desk.post(
        reverse("funding:new_scheme"),
        {
            "fund": FUND,
            "name": "Lasfonds",
            "summary": "Betaalt lessen.",
            "for_whom": "Voor lassers.",
            "how_to_apply": "",
        },
    )
    done(answer)
    version = SchemeVersion.objects.select_related("scheme").get(scheme="lasfonds")
    assert answer.url == reverse("funding:version", args=[version.pk])

    period = {"begins": "2026-11-24", "last": "", "status": "open", "decision_law": "awb", "legal_term_weeks": "6"}
    done(send(desk, version, "version_part", period, part="periode"))
    condition(desk, version, "residence", {"area": "provincie-drenthe", "negated": "no"})
    condition(desk, version, "age", {"operator": "at_least", "value": "18"})
    later = {"operator": "at_least", "other": "today", "added": "4", "unit": "weeks", "direction": "later"}
    condition(desk, version, "course.start", later)
    group = {"kind": "any", "count": "", "negated": ""}
    done(send(desk, version, "group", group, query="?plek=&nieuw"))
    condition(desk, version, "course.sector", {"values": ["metal"], "negated": "no"}, place="all-3")
    condition(desk, version, "education", {"values": ["hbo", "wo"], "negated": "yes"}, place="all-3")
    money = {"tier": "earmarked", "percent_tuition": "100", "cap_per_course": "1.400", "pays_vat": "yes"}
    money |= {"family": "vakfonds", "family_cents": "2.000", "rounding": "euros_up", "priority": "1"}
    done(send(desk, version, "version_part", money, part="geld"))
    done(send(desk, version, "version_part", {"excludes": "all_except", "match_counts": "either"}, part="samen"))
    documents = {"title_1": "Bewijs van inschrijving", "required_1": "on"}
    done(send(desk, version, "version_part", documents, part="documenten"))
    sources = {"title_1": "Reglement", "address_1": "https://lasfonds.example/reglement", "checked_on": "24-11-2026"}
    done(send(desk, version, "version_part", sources, part="bronnen"))
    person = {
        "today": "2026-11-24",
        "fact_birth_date": "1990-01-01",
        "fact_residence": "Assen",
        "fact_education": "mbo_2",
        "fact_course_sector": "metal",
        "fact_course_start": "2027-03-01",
        "price_tuition": "2000",
    }
    for example in (
        {"title": "Lasser uit Assen", "verdict": "yes", "cents": "1400"},
        {"title": "Lasser uit Enschede", "fact_residence": "Enschede", "verdict": "no"},
        {"title": "Woonplaats onbekend", "fact_residence": "", "verdict": "unknown"},
    ):
        done(send(desk, version, "new_example", person | example))

    page = desk.get(reverse("funding:version", args=[version.pk])).content.decode()
    assert "Alles is ingevuld en alle voorbeelden kloppen." in page
    assert "Nog geen budget" in page
    done(send(desk, version, "version_step", {"step": "check"}))
    own = send(desk, version, "version_step", {"step": "publish"})
    assert own.status_code == 409
    assert "Iemand anders van het fonds publiceert hem." in own.content.decode()
    colleague = log_in(Client(), administrator("Bram"))
    assert "wacht op jou: publiceren" in colleague.get(reverse("funding:schemes")).content.decode()
    done(send(colleague, version, "version_step", {"step": "publish"}))

    Budget.objects.create(scheme=version.scheme, period=DateRange(today, None), ceiling=10_000_000)
    lena = make_user("Lena")
    profile = profile_of_user(lena)
    tell(profile, course)
    draft = make_draft(lena, course)
    tasks = log_in(Client(), lena).get(reverse("funding:tasks", args=[draft.pk])).content.decode()
    assert "Voor dit geld is nodig: Bewijs van inschrijving." in tasks
    row = next(one for one in assessed(profile, course, today, lena).rows if one.scheme.slug == "lasfonds")
    assert row.cents == 140_000
    assert [outcome.label for outcome in row.reasons][:2] == [
        "Je woont in de provincie Drenthe.",
        "Je bent 18 jaar of ouder.",
    ]


def test_nobody_of_another_fund_finds_anything(desk: Client, anna: User, today: date) -> None:
    make_fund("ander")
    other = administrator("Carla", "ander")
    version = make_scheme(now_fund(), anna, today)
    stranger = log_in(Client(), other)
    for name, args in PAGES:
        address = reverse(f"funding:{name}", args=args(version))
        assert desk.get(address).status_code in (200, 302, 405), name
        assert stranger.get(address).status_code in (404, 405), name
        assert stranger.post(address, {"step": "discard", "revision": version.revision}).status_code in (404, 405), name
    assert now(version).revision == version.revision


def now_fund() -> Any:
    from portal.people.models import Fund

    return Fund.objects.get(pk=FUND)


def _example(version: SchemeVersion) -> UUID:
    return version.examples.first().pk  # type: ignore[union-attr]


PAGES: list[tuple[str, Any]] = [
    ("scheme", lambda v: [v.scheme_id]),
    ("scheme_texts", lambda v: [v.scheme_id]),
    ("begin_version", lambda v: [v.scheme_id]),
    *[(name, lambda v: [v.pk]) for name in ("version", "version_step", "end_version", "rule", "condition", "group")],
    *[(name, lambda v: [v.pk]) for name in ("difference", "impact")],
    *[(name, lambda v: [v.pk]) for name in ("examples", "new_example")],
    ("example", lambda v: [v.pk, _example(v)]),
    ("drop_example", lambda v: [v.pk, _example(v)]),
    *[
        ("version_part", lambda v, part=part: [v.pk, part])
        for part in ("periode", "geld", "samen", "documenten", "bronnen")
    ],
]


def test_every_page_of_a_shipped_scheme_opens_with_few_queries(
    client: Client, schemes: None, django_assert_max_num_queries: Any
) -> None:
    from funding.schemes import actions

    user = administrator("Anna", "het-noorden-leert-door")
    desk = log_in(client, user)
    scheme = Scheme.objects.select_related("fund").get(pk="het-noorden-leert-door")
    draft = now(actions.begin_version(scheme, user))
    for name, args in [("schemes", lambda v: []), ("new_scheme", lambda v: []), *PAGES]:
        if name in ("version_step", "begin_version", "drop_example"):
            continue
        with django_assert_max_num_queries(25):
            answer = desk.get(reverse(f"funding:{name}", args=args(draft)))
        assert answer.status_code in (200, 302), name
