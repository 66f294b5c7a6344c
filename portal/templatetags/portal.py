"""Tags and filters that every template has (settings make this library a builtin; nothing to load).

Texts: ``euros``, ``own_euros``, ``not_certain``, ``day``, ``clock``, ``dutch_list``, ``reachable``,
``initials``. Pictures: ``icon``, ``money_bar``.
Lists: ``pairs``, ``some``, ``page_numbers``, ``page_query``.
Pages: ``once``.
Forms (used by templates/doorleren/): ``control``, ``control_kind``, ``error_links``; ``carried``.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from django import forms, template
from django.conf import settings
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.template.defaultfilters import stringfilter
from django.utils import formats, timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.pages.fields import HintedChoiceField

if TYPE_CHECKING:
    from portal.brands.models import Brand

register = template.Library()

NO_BREAK = "\N{NO-BREAK SPACE}"
#: What stands between the sign and the digits of an amount that somebody typed.
AMOUNT = re.compile(r"€ (?=\d)")
POSTCODE = re.compile(r"(?<=\b\d{4}) (?=[A-Z]{2}\b)")
MINUS = "\N{MINUS SIGN}"


# --- Pages ---
@register.simple_block_tag
def once(content: str) -> str:
    """What stands between ``{% once as name %}`` and ``{% endonce %}``, to be said more than once: a block, which a
    template may name only once, as the title of a page that its social card repeats."""
    return SafeString(" ".join(content.split()))


# --- Texts -------------------------------------------------------------------------------------------------
@register.filter
def euros(cents: int | None) -> str:
    """Cents as euros the way the language writes it: ``125050`` is "€ 1.250,50" in Dutch, "€1,250.50" in English.

    Whole euros show no decimals; None gives "", so that "nothing known" never reads as "€ 0".
    """
    if cents is None:
        return ""
    whole, rest = divmod(abs(int(cents)), 100)
    dutch = get_language() != "en"
    amount = f"{whole:,}"
    decimals = f".{rest:02d}" if rest else ""
    if dutch:
        amount, decimals = amount.replace(",", "."), decimals.replace(".", ",")
    sign = MINUS if cents < 0 else ""
    return f"€{NO_BREAK if dutch else ''}{sign}{amount}{decimals}"


@register.filter
def unbroken(text: str) -> str:
    """A text that somebody wrote, with "€ 1.000" and "9700 AA" each on one line; text that is safe stays so."""
    kept = POSTCODE.sub(NO_BREAK, AMOUNT.sub(f"€{NO_BREAK}", text))
    return SafeString(kept) if isinstance(text, SafeString) else kept


@register.filter
def whole_numbers(text: str) -> SafeString:
    """A text in which a number such as DL-7K3M-92XF stays on one line."""
    parts = re.split(r"\b([A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4})\b", text)
    whole = (format_html('<span class="no-break">{}</span>', one) if at % 2 else one for at, one in enumerate(parts))
    return format_html_join("", "{}", ((one,) for one in whole))


@register.filter
def own_euros(own: int | None, open_cents: int | None = 0) -> str:
    """What somebody pays themselves, both in cents: "€ 0", or "€ 0 tot € 1.450" while ``open_cents`` of what others
    would pay is not certain yet. The one way in which the portal tells an own contribution, with ``not_certain``."""
    if own is None or not open_cents:
        return euros(own)
    return _("%(least)s tot %(most)s") % {"least": euros(own), "most": euros(own + open_cents)}


@register.filter
def not_certain(open_cents: int | None) -> str:
    """What goes with ``own_euros``: "€ 1.450 is nog niet zeker"; "" when all is."""
    return _("%(amount)s is nog niet zeker") % {"amount": euros(open_cents)} if open_cents else ""


@register.filter
def day(value: date | datetime | None, form: str = "long") -> str:
    """A date in words: "dinsdag 24 november 2026"; ``day:"short"`` is "di 24 nov", ``day:"date"`` "24 november 2026".

    Also ``day:"weekday"``, "di", and ``day:"month"``, "nov". A moment is shown as the day it is in the
    Netherlands. None gives "".
    """
    if value is None:
        return ""
    local = _local(value)
    return _day_in_words(date(local.year, local.month, local.day), form, get_language() or settings.LANGUAGE_CODE)


@lru_cache(maxsize=4_000)
def _day_in_words(value: date, form: str, language: str) -> str:
    """A list says the same days many times, and twenty pages of a catalogue mostly those of this year."""
    month = "M" if language == "en" else "b"  # Dutch writes months without a capital
    shape = {"long": "l j F Y", "short": f"D j {month}", "date": "j F Y", "weekday": "D", "month": month}[form]
    # A format string, not the locale's own format: one shape in both languages.
    return formats.date_format(value, shape, use_l10n=False)


@register.filter
def clock(value: datetime | time | None) -> str:
    """The time of day in the Netherlands, "14:30"; None gives ""."""
    if value is None:
        return ""
    return formats.time_format(_local(value), "H:i", use_l10n=False)


def _local(value: Any) -> Any:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def dutch_list(values: Iterable[Any]) -> SafeString:
    """Join as people do: "brood, melk en kaas". Each value is escaped unless it is safe already."""
    words = [conditional_escape(value) for value in values]
    if len(words) < 2:
        return mark_safe("".join(words))  # noqa: S308 - every word was escaped
    both = _("%(first)s en %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
    return mark_safe(both)  # noqa: S308 - every word was escaped


#: A mail address, or a Dutch phone number, in a text that a fund wrote itself.
REACHABLE = re.compile(r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?P<phone>(?<![\d])(?:\+31|0)[\d ()-]{8,14}\d)")


@register.filter
@stringfilter
def reachable(text: str) -> SafeString:
    """A text with its mail addresses and phone numbers as links, so that one tap writes or calls."""

    def link(found: re.Match[str]) -> str:
        if mail := found["mail"]:
            return format_html('<a href="mailto:{}">{}</a>', mail, mail)
        number = re.sub(r"[^\d+]", "", found["phone"])
        return format_html('<a class="no-break" href="tel:{}">{}</a>', number, found["phone"])

    return mark_safe(REACHABLE.sub(link, conditional_escape(text)))  # noqa: S308 - escaped, and made by format_html


#: Parts of a name that give no initial: "Sanne van der Berg" is SB.
PARTICLES = frozenset({"van", "de", "der", "den", "het", "ten", "ter", "te", "el", "al", "bin", "in", "op", "'t"})


@register.filter
@stringfilter
def first_name(name: str) -> str:
    """What a mail greets somebody with: the first word of the name that they gave."""
    return name.split()[0] if name.split() else name


@register.filter
@stringfilter
def initials(name: str) -> str:
    """One or two capitals for a person's badge: first name and last name, without "van der"."""
    words = [w for w in name.replace("-", " ").split() if w.lower() not in PARTICLES] or name.split()
    return "".join(word[0].upper() for word in (words[:1] + words[-1:] if len(words) > 1 else words))


@register.filter
def brand_text(brand: "Brand", name: str) -> str:
    """A brand's own text: ``{{ page.brand|brand_text:"greeting" }}``."""
    return brand.text(name)


@register.filter
@stringfilter
def words(text: str) -> list[str]:
    """The words of a text, to loop over."""
    return text.split()


@register.filter
@stringfilter
def sentences(text: str) -> list[str]:
    """The sentences of a short text, each with its own stop: so that a line can break between them."""
    return re.split(r"(?<=[.!?]) +", text.strip())


# --- Pictures ----------------------------------------------------------------------------------------------
@cache
def _icons() -> dict[str, str]:
    path = settings.BASE_DIR / "static" / "dist" / "icons.json"
    try:
        icons: dict[str, str] = json.loads(path.read_text())
    except FileNotFoundError as missing:
        raise FileNotFoundError(f"{path} is not there yet: run `make front` once.") from missing
    return icons


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon from the list in static/css/icons.txt as inline SVG.

    Decorative (hidden from screen readers) unless a ``label`` says what it means. Raises
    TemplateSyntaxError for a name that is not in the list.
    """
    return _drawn(name, format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"')


@lru_cache(maxsize=500)
def _drawn(name: str, meaning: str) -> SafeString:
    """The same few icons stand a hundred times on a page of cards."""
    if name not in _icons():
        raise template.TemplateSyntaxError(f"No icon {name!r}: add its Lucide name to static/css/icons.txt.")
    return mark_safe(  # noqa: S308 - drawn by our own build from a fixed list; the label was escaped
        f'<svg class="icon" viewBox="0 0 24 24" width="24" height="24" focusable="false" {meaning}>'
        f"{_icons()[name]}</svg>"
    )


@register.simple_tag
def money_bar(lines: Sequence[Mapping[str, Any]], width: int = 1000, gap: int = 4) -> list[dict[str, Any]]:
    """Where each amount of a money stack lies in its bar; the learner's own part comes last.

    ``lines``: mappings with "label", "cents" and "kind" ("fund", "employer", "loan", "own", ...); zero and
    negative amounts take no room. Gives the lines in their order on screen with "x", "width" (in units of a
    bar ``width`` wide, ``gap`` between parts; no part is thinner than 8), "number" from 1 and "percent".
    """
    ordered = sorted(lines, key=lambda line: line["kind"] == "own")
    shown = [line for line in ordered if line["cents"] > 0]
    total = sum(line["cents"] for line in shown)
    room = width - gap * (len(shown) - 1) if shown else 0
    least = min(8, room // max(1, len(shown)))
    free = room - least * len(shown)
    parts: list[dict[str, Any]] = []
    x = 0
    for number, line in enumerate(ordered, start=1):
        wide = least + free * line["cents"] // total if line["cents"] > 0 else 0
        parts.append({**line, "number": number, "x": x, "width": wide})
        parts[-1]["percent"] = round(100 * line["cents"] / total) if wide else 0
        x += wide + gap if wide else 0
    return parts


# --- Lists and tables -----------------------------------------------------------------------------------------
@register.filter
def pairs(first: Iterable[Any], second: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Two lists side by side: ``{% for column, cell in columns|pairs:row %}``. Raises ValueError on unequal lengths."""
    return list(zip(first, second, strict=True))


@register.filter
def some(things: Iterable[Mapping[str, Any]], name: str) -> bool:
    """Whether at least one of these has it: ``cards|some:"assumed"``."""
    return any(thing.get(name) for thing in things)


@register.filter
def page_numbers(pages: Page[Any]) -> list[int | None]:
    """The page numbers worth showing: the ends and those around this one; None where some are left out."""
    shown = pages.paginator.get_elided_page_range(pages.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in shown]


@register.simple_tag(takes_context=True)
def page_query(context: template.Context, number: int, name: str | None = None) -> str:
    """The query of this address with another page number: "?sector=zorg&pagina=3"."""
    query = context["request"].GET.copy()
    query[name or "pagina"] = str(number)
    return f"?{query.urlencode()}"


# --- Forms -------------------------------------------------------------------------------------------------
#: Which markup a widget gets; asked in this order, because many widgets inherit from another kind.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
    (forms.SelectMultiple, "select"),
    (forms.Select, "select"),
    (forms.FileInput, "file"),
    (forms.MultiWidget, "group"),
    (forms.SelectDateWidget, "group"),
)
#: Class names of the NL Design System packages, on the elements that they expect.
CLASSES = {
    "text": "utrecht-textbox utrecht-textbox--html-input",
    "group": "utrecht-textbox utrecht-textbox--html-input",
    "file": "file-input",
    "textarea": "utrecht-textarea utrecht-textarea--html-textarea",
    "select": "utrecht-select utrecht-select--html-select",
    "radios": "utrecht-radio-button utrecht-radio-button--html-input choice__input",
    "checkboxes": "utrecht-checkbox utrecht-checkbox--html-input choice__input",
    "checkbox": "utrecht-checkbox utrecht-checkbox--html-input choice__input",
}


@register.filter
def carried(field: BoundField) -> SafeString:
    """A field as hidden inputs that carry its value to the next page.

    Unlike ``as_hidden`` without what describes it: nobody meets a hidden input (HTML, 4.10.5.1.1).
    """
    return field.field.hidden_widget().render(field.html_name, field.value(), renderer=field.form.renderer)


@register.filter
def control_kind(field: BoundField) -> str:
    """What a field is on screen: text, textarea, select, file, radios, checkboxes, checkbox, group or hidden."""
    if field.is_hidden:
        return "hidden"
    return next((kind for widget, kind in KINDS if isinstance(field.field.widget, widget)), "text")


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's widget with the class names of the NL Design System; its own attributes stay.

    The browser's ``required`` attribute is left out: it makes screen readers call an empty field invalid
    before anybody typed, and our own messages say more. So is a placeholder: it goes when one types; a hint stays.
    """
    field.form.use_required_attribute = False
    kind = control_kind(field)
    own = field.field.widget.attrs.get("class", "")
    return field.as_widget(
        attrs={} if kind == "hidden" else {"class": f"{CLASSES[kind]} {own}".strip(), "placeholder": False}
    )


@register.filter
def choices_of(field: BoundField) -> list[dict[str, Any]]:
    """The answers of a radio or checkbox group, each with "id", "label", "hint" and "input" (the control).

    A HintedChoiceField gives the hints.
    """
    field.form.use_required_attribute = False
    hints = field.field.choice_hints if isinstance(field.field, HintedChoiceField) else {}
    rows = []
    for choice in field.subwidgets:
        hint = hints.get(choice.data["value"], "")
        choice.data["attrs"]["class"] = CLASSES[control_kind(field)]
        if hint:
            choice.data["attrs"]["aria-describedby"] = f"{choice.id_for_label}_hint"
        rows.append({"id": choice.id_for_label, "label": choice.choice_label, "hint": hint, "input": choice.tag()})
    return rows


@register.filter
def field_errors(field: BoundField) -> list[str]:
    """What is wrong with one field, as sentences that say what to do.

    Django's own "This field is required." and "Select a valid choice." do not name the field, so that a list of
    errors says nothing; the question itself takes their place. Messages of our own forms stay as they are.
    """
    label = str(field.label).rstrip(":")
    chosen = control_kind(field) in {"radios", "checkboxes", "select"}
    instead = {
        "required": (_("Kies een antwoord bij: {label}") if chosen else _("Vul dit in: {label}")).format(label=label),
        "invalid_choice": _("Kies een van de antwoorden bij: {label}").format(label=label),
    }
    if isinstance(field.field, forms.DateField):
        instead["invalid"] = _("Vul een datum in, zoals 01-03-2027, bij: {label}").format(label=label)
    if control_kind(field) == "checkbox":
        instead["required"] = _("Zet een vinkje bij: {label}").format(label=label)
    texts: list[str] = []
    for error in field.form.errors.as_data().get(field.name, []):
        code = error.code or ""
        generic = [
            kind.default_error_messages.get(code)
            for kind in type(field.field).__mro__
            if issubclass(kind, forms.Field) and kind.__module__.startswith("django.")
        ]
        ours = field.field.error_messages.get(code) not in generic
        texts += [instead[code]] if code in instead and not ours else error.messages
    return texts


@register.filter
def error_links(form: forms.BaseForm) -> list[dict[str, str]]:
    """What is wrong in a form, in the order of its fields: "text", and "id" of the control ("" for the whole form)."""
    links = [{"id": "", "text": str(text)} for text in form.non_field_errors()]
    for field in form:
        # A group of controls has no single one to go to: its first is the place.
        target = "" if field.is_hidden else field.id_for_label or f"{field.auto_id}_0"
        links += [{"id": target, "text": text} for text in field_errors(field)]
    return links
