"""The same small offer in every format, so that one test can ask all readers the same."""

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
from django.core.management import call_command

from courses.feeds.enums import FeedFormat
from courses.feeds.importing import feed_of
from courses.feeds.models import Feed

KVK = "00000099"


@dataclass(frozen=True)
class Offer:
    """One course with at most one session, as the provider means it. ``price`` is without VAT of 21 %."""

    key: str = "a"
    title: str = "Lassen voor beginners"
    description: str = "Je leert lassen."
    link: str = "https://vakschool.example/lassen"
    price: str = "100.00"
    vat: str = "21.00"
    level: str = "HBO"
    session: str = "s1"
    starts: str = "2027-03-01"
    ends: str = "2027-04-01"
    place: str = "Groningen"


def _springest(offers: Sequence[Offer]) -> str:
    return "<Products>" + "".join(map(_springest_product, offers)) + "</Products>"


def _springest_product(one: Offer) -> str:
    price = f"<Price>{one.price}</Price><VatIncluded>no</VatIncluded><VatAmount>{one.vat}</VatAmount>"
    session = (
        f"<StartingDatePlace><ID>{one.session}</ID><Startdate>{one.starts}</Startdate><Enddate>{one.ends}</Enddate>"
        f"<Place>{one.place}</Place></StartingDatePlace>"
    )
    return (
        f"\n<Product><ID>{one.key}</ID><Name>{escape(one.title)}</Name>"
        f"<Description>{escape(one.description)}</Description>{price if one.price else '<Price/>'}"
        f"<WebAddress>{escape(one.link)}</WebAddress><ProductType>open</ProductType><Level>{one.level}</Level>"
        f"<StartingDatePlaces>{session if one.starts else ''}</StartingDatePlaces></Product>"
    )


def _studytube(offers: Sequence[Offer]) -> str:
    return "<Products>" + "".join(map(_studytube_product, offers)) + "</Products>"


def _studytube_product(one: Offer) -> str:
    days = "".join(
        f"<LiveSessionDate><StartDate>{day}</StartDate></LiveSessionDate>" for day in (one.starts, one.ends) if day
    )
    session = (
        f"<LiveSession><ID>{one.session}</ID><Location>Kade 1, 9711 AA, {one.place}, The Netherlands</Location>"
        f"<LiveSessionClosed>false</LiveSessionClosed><LiveSessionDates>{days}</LiveSessionDates></LiveSession>"
    )
    return (
        f"\n<Product><ID>{one.key}</ID><Name>{escape(one.title)}</Name>"
        f"<Description>{escape(one.description)}</Description>"
        f"<TargetEducationalLevel>{one.level}</TargetEducationalLevel>"
        f"<TrainingPriceExVAT>{one.price}</TrainingPriceExVAT><VATPercentage>21</VATPercentage>"
        f"<Category>Productie, Techniek &amp; Bouw</Category><WebAddress>{escape(one.link)}</WebAddress>"
        f"<ScheduleType>scheduled</ScheduleType><LiveSessions>{session if one.starts else ''}</LiveSessions></Product>"
    )


def _edubookers(offers: Sequence[Offer]) -> str:
    return "<trainings>" + "".join(map(_edubookers_training, offers)) + "</trainings>"


def _edubookers_training(one: Offer) -> str:
    item = (
        f"<training_item><training_item_id>{one.session}</training_item_id>"
        f"<training_item_startdate>{one.starts}</training_item_startdate>"
        f"<training_item_followup><training_item_followup_date>{one.ends}</training_item_followup_date>"
        f"</training_item_followup><training_item_location>{one.place}</training_item_location>"
        f"<training_item_price>{one.price}</training_item_price></training_item>"
    )
    return (
        f"\n<training><training_id>{one.key}</training_id><training_type>open</training_type>"
        f"<training_name>{escape(one.title)}</training_name>"
        f"<training_description>{escape(one.description)}</training_description>"
        f"<training_url>{escape(one.link)}</training_url><training_level>{one.level}</training_level>"
        f"<training_items>{item if one.starts else ''}</training_items></training>"
    )


def _bloomville(offers: Sequence[Offer]) -> str:
    return "<CourseTemplates>" + "".join(map(_bloomville_template, offers)) + "</CourseTemplates>"


def _bloomville_template(one: Offer) -> str:
    amount, vat = one.price.replace(".", ","), one.vat.replace(".", ",")
    price = f"<PriceBase><Price from='2020-01-01'><Base>{amount}</Base><Vat>{vat}</Vat></Price></PriceBase>"
    session = (
        f"<Class><Code>{one.session}</Code><Location>{one.place}</Location><Sessions>"
        f"<Session StartDateTime='{one.starts}T09:00:00' EndDateTime='{one.ends}T17:00:00'/></Sessions></Class>"
    )
    return (
        f"\n<CourseTemplate><Code>{one.key}</Code><Title>{escape(one.title)}</Title><Language>nl</Language>"
        f"<DescriptionLong>{escape(one.description)}</DescriptionLong><Level>{one.level}</Level>"
        f"{price if one.price else ''}<Delivery>instructor-led</Delivery>"
        f"<Classes>{session if one.starts else ''}</Classes></CourseTemplate>"
    )


def _xcri(offers: Sequence[Offer]) -> str:
    courses = "".join(map(_xcri_course, offers))
    return (
        '<catalog xmlns="http://xcri.org/profiles/1.2/catalog" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:mlo="http://purl.org/net/mlo"><provider>{courses}</provider></catalog>'
    )


def _xcri_course(one: Offer) -> str:
    presentation = (
        f"<presentation><dc:identifier>{one.session}</dc:identifier><mlo:start dtf='{one.starts}'>Voorjaar</mlo:start>"
        f"<end dtf='{one.ends}'/><venue><provider><mlo:location><mlo:town>{one.place}</mlo:town></mlo:location>"
        "</provider></venue></presentation>"
    )
    return (
        f"\n<course><dc:identifier>{one.key}</dc:identifier><dc:title>{escape(one.title)}</dc:title>"
        f"<dc:description>{escape(one.description)}</dc:description><mlo:url>{escape(one.link)}</mlo:url>"
        f"<level>{one.level}</level>{presentation if one.starts else ''}</course>"
    )


def _edudex_json(offers: Sequence[Offer]) -> str:
    return json.dumps([_edudex_program(one) for one in offers])


def _edudex_program(one: Offer) -> dict[str, Any]:
    cost = {"amount": one.price, "amountVAT": one.vat, "costType": "tuition fee", "currency": "EUR"}
    run = {
        "id": one.session,
        "status": "application opened",
        "startDate": {"date": one.starts, "isFinal": True},
        "endDate": {"date": one.ends, "isFinal": True},
        "location": {"city": one.place, "country": "nl"},
    }
    return {
        "programAdmission": {"startDateDetermination": "fixed starting date" if one.starts else "agreed starting date"},
        "programClassification": {"programId": one.key, "programLevel": one.level.lower(), "degree": "certificate"},
        "programDescriptions": {
            "programName": {"nl": one.title},
            "programDescriptionHtml": {"nl": one.description},
            "webLink": {"nl": one.link},
        },
        "programSchedule": {
            "genericProgramRun": {"cost": [cost] if one.price else []},
            "programRun": [run] if one.starts else [],
        },
    }


def _ooapi(version: int) -> Callable[[Sequence[Offer]], str]:
    offering_id, offerings, when = (
        ("offeringId", "offerings", ("startDate", "endDate"))
        if version == 5
        else ("courseOfferingId", "courseOfferings", ("startDateTime", "endDateTime"))
    )

    def course(one: Offer) -> dict[str, Any]:
        price = {"costType": "total costs", "amountWithoutVat": one.price, "vatAmount": one.vat, "currency": "EUR"}
        offering = {
            offering_id: one.session,
            when[0]: one.starts,
            when[1]: one.ends,
            "addresses": [{"addressType": "teaching", "city": one.place}],
            "priceInformation": [price] if one.price else [],
        }
        return {
            "courseId": one.key,
            "primaryCode": {"codeType": "crohoCreboCode", "code": "59312"},
            "name": [
                {"language": "en-GB", "value": one.title and "Welding"},
                {"language": "nl-NL", "value": one.title},
            ],
            "description": [{"language": "nl-NL", "value": one.description}],
            "level": "bachelor",
            "link": one.link,
            offerings: [offering] if one.starts else [],
        }

    return lambda offers: json.dumps({"pageNumber": 1, "hasNextPage": False, "items": [course(one) for one in offers]})


def _schema_org(offers: Sequence[Offer]) -> str:
    scripts = "".join(
        f"<script type='application/ld+json'>{json.dumps(_course_of(one)).replace('<', chr(92) + 'u003c')}</script>"
        for one in offers
    )
    return f"<!doctype html><html><head><title>Aanbod</title>{scripts}</head><body><p>Aanbod</p></body></html>"


def _course_of(one: Offer) -> dict[str, Any]:
    part = {"price": one.price, "priceCurrency": "EUR", "valueAddedTaxIncluded": False}
    instance = {
        "@type": "CourseInstance",
        "identifier": one.session,
        "courseMode": "Onsite",
        "startDate": one.starts,
        "endDate": one.ends,
        "location": {"@type": "Place", "address": {"addressLocality": one.place}},
    }
    return {
        "@context": "https://schema.org",
        "@type": "Course",
        "courseCode": one.key,
        "name": one.title,
        "description": one.description,
        "url": one.link,
        "educationalLevel": one.level,
        "offers": [{"@type": "Offer", "price": one.price, "priceCurrency": "EUR", "priceSpecification": [part]}],
        "hasCourseInstance": [instance] if one.starts else [],
    }


HEADER = ("id", "titel", "omschrijving", "url", "niveau", "prijs", "btw", "sessie", "startdatum", "einddatum", "plaats")


def _cells(one: Offer) -> list[str]:
    session = (one.session, one.starts, one.ends, one.place) if one.starts else ("", "", "", "")
    return [one.key, one.title, one.description, one.link, one.level, one.price, "21", *session]


def _csv(offers: Sequence[Offer]) -> str:
    out = StringIO()
    csv.writer(out, delimiter=";").writerows([HEADER, *map(_cells, offers)])
    return out.getvalue()


def _xlsx(offers: Sequence[Offer]) -> bytes:
    workbook, out = openpyxl.Workbook(), BytesIO()
    for row in (HEADER, *map(_cells, offers)):
        workbook.active.append(row)
    workbook.save(out)
    return out.getvalue()


def _json(offers: Sequence[Offer]) -> str:
    return json.dumps({"data": {"items": [dict(zip(HEADER, _cells(one), strict=True)) for one in offers]}})


#: How an offer is written in each format, and what the file is called.
SAMPLES: dict[FeedFormat, tuple[str, Callable[[Sequence[Offer]], str | bytes]]] = {
    FeedFormat.EDUDEX: ("programs.json", _edudex_json),
    FeedFormat.SPRINGEST: ("springest.xml", _springest),
    FeedFormat.STUDYTUBE: ("studytube.xml", _studytube),
    FeedFormat.EDUBOOKERS: ("edubookers.xml", _edubookers),
    FeedFormat.BLOOMVILLE: ("bloomville.xml", _bloomville),
    FeedFormat.XCRI: ("xcri.xml", _xcri),
    FeedFormat.OOAPI_5: ("courses.json", _ooapi(5)),
    FeedFormat.OOAPI_6: ("courses.json", _ooapi(6)),
    FeedFormat.SCHEMA_ORG: ("page.html", _schema_org),
    FeedFormat.CSV: ("courses.csv", _csv),
    FeedFormat.XLSX: ("courses.xlsx", _xlsx),
    FeedFormat.JSON: ("courses.json", _json),
}
#: The mapping of the tables above: prices without VAT.
MAPPING = {
    "columns": {
        "key": "id",
        "title": "titel",
        "description": "omschrijving",
        "link": "url",
        "level": "niveau",
        "price": "prijs",
        "vat_percent": "btw",
        "session_key": "sessie",
        "starts": "startdatum",
        "ends": "einddatum",
        "place": "plaats",
    },
    "decimal": ".",
    "gross": False,
}
#: The price is text in XCRI-CAP.
PRICED = [one for one in SAMPLES if one != FeedFormat.XCRI]
XML = [one for one, (name, _write) in SAMPLES.items() if name.endswith(".xml")]


def written(feed_format: FeedFormat, folder: Path, *offers: Offer) -> Path:
    """A file in ``folder`` with these courses."""
    name, write = SAMPLES[feed_format]
    path = folder / name
    content = write(offers)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    if feed_format in {FeedFormat.CSV, FeedFormat.XLSX, FeedFormat.JSON}:
        feed = feed_of(feed_format, str(path), KVK)
        Feed.objects.filter(pk=feed.pk).update(mapping=MAPPING)
    return path


def import_from_outside(feed_format: str, path: Path | str, *more: str, kvk: str = KVK) -> tuple[int, dict[str, Any]]:
    """What an operator sees: the exit code and the report of ``manage.py import_feed``."""
    out, code = StringIO(), 0
    try:
        call_command("import_feed", "--format", feed_format, "--provider", kvk, *more, str(path), stdout=out)
    except SystemExit as end:
        code = int(str(end.code))
    return code, json.loads(out.getvalue())


def codes(report: dict[str, Any]) -> list[str]:
    return [issue["code"] for issue in report["issues"]]
