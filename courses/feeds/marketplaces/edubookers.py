"""Edubookers trainings XML. Source: feed-example.xml. A price belongs to a session; VAT is not told."""

from datetime import date

from courses.enums import SessionStatus, StartKind
from courses.feeds import words
from courses.feeds.products import Products
from courses.feeds.sentences import sentence as _
from courses.feeds.told import Told, ToldPrice, ToldSession
from courses.feeds.xml import Element, beside, children, first, text


def _told(training: Element, where: str, today: date) -> Told:
    kind = text(training, "training_type").lower()
    shared = _shared_prices(training, where)
    items = children(first(training, "training_items"), "training_item")
    own = text(training, "training_price")
    told = Told(
        key=text(training, "training_id"),
        title=text(training, "training_name"),
        where=where,
        description=text(training, "training_description"),
        link=text(training, "training_url"),
        language=text(training, "training_language"),
        sector=words.sector_of([text(training, "training_category"), text(training, "training_name")]),
        level_word=text(training, "training_level"),
        outcome=words.outcome_of(text(training, "training_complete")),
        online=kind in {"elearning", "e-learning", "online"},
        duration=(text(training, "training_days"), "days"),
        prices=[ToldPrice(own, where=where), *shared] if own else [],
        sessions=[_session(item, where, shared, text(training, "training_max_participants")) for item in items],
    )
    if told.online:
        told.start_kind = StartKind.DIRECT
    if kind in {"incompany", "in-company"}:
        told.left_out = ("not_for_learners", _("Dit is voor bedrijven en wordt niet getoond."))
    return told


def _shared_prices(training: Element, where: str) -> list[ToldPrice]:
    additional = text(training, "training_additional_costs")
    described = text(training, "training_additional_costs_description")
    prices = []
    if additional:
        prices.append(ToldPrice(additional, kind=words.cost_of(described), label=described, where=where))
    for extra in children(first(training, "training_optional_costs"), "training_optional_cost"):
        name = text(extra, "training_optional_name")
        amount = text(extra, "training_optional_price")
        if amount:
            at = beside(where, extra)
            prices.append(ToldPrice(amount, kind=words.cost_of(name), label=name, required=False, where=at))
    return prices


def _session(item: Element, where: str, shared: list[ToldPrice], most: str) -> ToldSession:
    where = beside(where, item)
    days = [text(more, "training_item_followup_date") for more in children(item, "training_item_followup")]
    starts = text(item, "training_item_startdate")
    amount = text(item, "training_item_price")
    return ToldSession(
        key=text(item, "training_item_id"),
        starts=starts,
        ends=text(item, "training_item_enddate") or max((day for day in days if day), default=""),
        days=[day for day in days if day],
        place=text(item, "training_item_location"),
        postcode=text(item, "training_item_postalcode"),
        seats_total=most,
        seats_left=text(item, "training_item_final_seats"),
        status=SessionStatus.OPEN,
        prices=[ToldPrice(amount, where=where), *shared] if amount else [],
        where=where,
    )


read_edubookers = Products("Edubookers", {"trainings"}, "training", _told)
