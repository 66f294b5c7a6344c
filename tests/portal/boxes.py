"""What a box of a form asks, by its name: its type, and what of its own a browser may fill in."""

#: What each box asks: its type, and which of the browser's own data belongs in it ("off": none does; HTML 4.10.18.7).
BOXES: dict[str, tuple[str, str]] = {
    "name": ("text", "name"),
    "phone": ("tel", "tel"),
    "email": ("email", "email"),
    "login": ("email", "email"),
    "password": ("password", "current-password"),
    "password1": ("password", "new-password"),
    "password2": ("password", "new-password"),
    "new_password1": ("password", "new-password"),
    "new_password2": ("password", "new-password"),
    "code": ("text", "one-time-code"),
    "residence": ("text", "postal-code"),
    "work_municipality": ("text", "off"),
    **dict.fromkeys(("sole_decision_limit", "advance_percent"), ("text", "off")),
    "postcode": ("text", "postal-code"),
    "birth_date_day": ("text", "bday-day"),
    "birth_date_month": ("text", "bday-month"),
    "birth_date_year": ("text", "bday-year"),
    "employer_municipality": ("text", "off"),
    "employer_contribution": ("text", "off"),
    "own_de_minimis": ("text", "off"),
    "amount": ("text", "off"),
    "link": ("text", "off"),
    "helper_email": ("email", "off"),
    "follow_up": ("date", "off"),
    **dict.fromkeys(("first", "last", "away_first", "away_last", "last_day"), ("date", "off")),
    **dict.fromkeys(("work_from", "work_until", "away_from", "away_until"), ("time", "off")),
    "follow_up_text": ("text", "off"),
    **dict.fromkeys(("walk_in_place", "group_place", "seats"), ("text", "off")),
    "on_day": ("date", "off"),
    "last_day": ("date", "off"),
    "system_name": ("text", "off"),
    "webhook_address": ("url", "off"),
    "filter_name": ("text", "off"),
    **dict.fromkeys(("drawn_first", "drawn_last", "proof_until", "heard_on"), ("date", "off")),
    **dict.fromkeys(("size", "seed", "free_days", "cancel_percent"), ("text", "off")),
    "person_name": ("text", "off"),
    "person_email": ("email", "off"),
    "invited_name": ("text", "off"),
    **dict.fromkeys(("invited_email", "client_email", "referrer_email", "mended_email"), ("email", "off")),
    **dict.fromkeys(("invited_phone", "client_phone"), ("tel", "off")),
    **dict.fromkeys(("client_name", "referrer_name", "organisation", "letter_code"), ("text", "off")),
    "calendar": ("url", "off"),
    **dict.fromkeys(("minutes", "pause_minutes", "travel_minutes", "lead_hours", "horizon_days"), ("text", "off")),
    **dict.fromkeys(("most_missed", "most_a_day", "label", "place", "asks"), ("text", "off")),
    **dict.fromkeys(("remind_hours", "change_hours"), ("text", "off")),
    "answered_by": ("text", "name"),
    "company": ("text", "organization"),
    "share": ("text", "off"),
    "de_minimis": ("text", "off"),
    "percent": ("text", "off"),
    "fte": ("text", "off"),
    "advice_date_day": ("text", "off"),
    "advice_date_month": ("text", "off"),
    "advice_date_year": ("text", "off"),
    "price": ("text", "off"),
    "starts": ("date", "off"),
    "title": ("text", "off"),
    "on": ("date", "off"),
    "execution_on": ("date", "off"),
    **dict.fromkeys(("year", "account_name", "iban", "ceiling", "cents", "mark_name"), ("text", "off")),
    **dict.fromkeys(
        ("pool_name", "fixed_percent", "weight", "party", "terms", "funder", "campaign_name"), ("text", "off")
    ),
    **dict.fromkeys(("first_term", "release_on"), ("date", "off")),
    "begins": ("datetime-local", "off"),
    "ends": ("datetime-local", "off"),
}
#: A passkey gets a name of its own, which is not the person's.
OTHER = {
    ("check of a partner", "place"): ("text", "address-level2"),
    ("campaign", "code"): ("text", "off"),
    ("partner", "organisation"): ("text", "off"),
    **dict.fromkeys((("new feed", "address"), ("feed", "address")), ("url", "off")),
    **dict.fromkeys((("new feed", "report_to"), ("feed", "report_to")), ("email", "off")),
    ("feed", "questions_to"): ("email", "off"),
    **dict.fromkeys((("new feed", "kvk"), ("new feed", "name")), ("text", "off")),
    **dict.fromkeys((("feed", "grace_days"), ("feed", "most_shrink_percent")), ("text", "off")),
    ("step of a plan", "text"): ("text", "off"),
    ("step of a plan", "due"): ("date", "off"),
    ("hear", "on"): ("datetime-local", "off"),
    ("address", "email"): ("email", "off"),
    ("ask an opinion", "email"): ("email", "off"),
    ("passkey", "name"): ("text", "off"),
    ("name of a passkey", "name"): ("text", "off"),
}
#: Nothing in the editor of schemes is about the person who fills it in; these boxes are days, the others plain.
DAYS_OF_SCHEMES = {"begins", "last", "checked_on", "today", "fact_birth_date", "fact_advice_date"}


def expected(form: str, asks: str) -> tuple[str, str] | None:
    if form.startswith("scheme "):
        is_day = asks in DAYS_OF_SCHEMES or (form, asks) == ("scheme condition course.start", "value")
        return ("date" if is_day else "text", "off")
    return OTHER.get((form, asks), BOXES.get(asks))


NUMBERS = {"birth_date_day", "birth_date_month", "birth_date_year"}
