"""The parts that pages are made of: what must stay true of them, whatever they look like."""

import re
from datetime import UTC, date, datetime, time
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Fieldset, Layout, Row, Submit
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.signals import template_rendered
from django.test.utils import instrumented_test_render
from django.utils.safestring import mark_safe
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from playwright.sync_api import Browser, expect

from portal.pages.context import links, shell
from portal.pages.samples import SampleForm, samples
from portal.templatetags import portal as tags
from tests.axe import barriers
from tests.portal.gallery import brand, gallery, serve


def component(name: str, **context: Any) -> html.HtmlElement:
    return html.fragment_fromstring(render_to_string(f"components/{name}.html", context), create_parent="div")


def form_of(form: forms.Form) -> html.HtmlElement:
    text = Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": form}))
    return html.fragment_fromstring(text, create_parent="div")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


# --- Texts -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("cents", "dutch", "english"),
    [
        (0, "€ 0", "€0"),
        (125_000, "€ 1.250", "€1,250"),
        (125_050, "€ 1.250,50", "€1,250.50"),
        (5, "€ 0,05", "€0.05"),
        (123_456_789, "€ 1.234.567,89", "€1,234,567.89"),
        (-1_200, "€ −12", "€−12"),
        (None, "", ""),
    ],
)
def test_amounts_are_written_as_the_language_does(cents: int | None, dutch: str, english: str) -> None:
    with override("nl"):
        assert tags.euros(cents) == dutch.replace(" ", "\N{NO-BREAK SPACE}")
    with override("en"):
        assert tags.euros(cents) == english


def test_a_moment_is_shown_as_the_day_and_time_it_is_here() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # past midnight in Amsterdam
    assert tags.day(late) == "dinsdag 24 november 2026"
    assert tags.day(late, "short") == "di 24 nov"
    assert tags.day(date(2026, 11, 24), "date") == "24 november 2026"
    assert tags.clock(late) == "00:30"
    assert tags.clock(time(9, 5)) == "09:05"
    assert tags.day(None) == tags.clock(None) == ""
    with override("en"):
        assert tags.day(late) == "Tuesday 24 November 2026"


def test_a_list_in_words_escapes_what_it_joins() -> None:
    assert tags.dutch_list(["brood"]) == "brood"
    assert tags.dutch_list(["brood", "melk", "kaas"]) == "brood, melk en kaas"
    assert tags.dutch_list(["<b>", mark_safe("<i>x</i>")]) == "&lt;b&gt; en <i>x</i>"
    assert tags.dutch_list([]) == ""


@pytest.mark.parametrize(
    ("name", "badge"),
    [("Sanne van der Berg", "SB"), ("Anna", "A"), ("Jan-Willem de Vries", "JV"), ("de", "D"), ("", "")],
)
def test_initials_leave_out_the_little_words(name: str, badge: str) -> None:
    assert tags.initials(name) == badge


def test_an_icon_is_silent_unless_it_means_something() -> None:
    assert 'aria-hidden="true"' in tags.icon("calendar")
    assert 'role="img" aria-label="Sluiten &amp; terug"' in tags.icon("x", "Sluiten & terug")
    with pytest.raises(TemplateSyntaxError, match=r"icons\.txt"):
        tags.icon("no-such-icon")


# --- Forms -------------------------------------------------------------------------------------------------
class Address(forms.Form):
    postcode = forms.CharField(
        label="Wat is je postcode?",
        help_text="Spaties mogen.",
        error_messages={"required": "Vul je postcode in, bijvoorbeeld 9712 AB."},
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "text", "size": "8"}),
    )
    phone = forms.CharField(label="Telefoonnummer", required=False)
    work = forms.ChoiceField(label="Heb je werk?", choices=[("y", "Ja"), ("n", "Nee")], widget=forms.RadioSelect)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_label_hint_and_error_belong_to_their_control() -> None:
    page = form_of(Address({}))
    control = page.get_element_by_id("id_postcode")
    label = page.xpath('//label[@for="id_postcode"]')[0]
    described = [page.get_element_by_id(name) for name in control.get("aria-describedby").split()]

    assert words(label) == "Wat is je postcode?"
    assert [words(part) for part in described] == [
        "Spaties mogen.",
        "Fout: Vul je postcode in, bijvoorbeeld 9712 AB.",
    ]
    assert control.get("aria-invalid") == "true"
    order = list(page.iter())
    assert [order.index(part) for part in (label, *described, control)] == sorted(
        order.index(part) for part in (label, *described, control)
    )


def test_what_the_form_says_of_a_control_is_kept_and_the_browser_does_not_judge() -> None:
    control = form_of(Address()).get_element_by_id("id_postcode")
    assert (control.get("autocomplete"), control.get("inputmode"), control.get("size")) == ("postal-code", "text", "8")
    assert "utrecht-textbox" in control.get("class")
    assert control.get("required") is None
    assert control.get("aria-invalid") is None


def test_optional_is_marked_and_required_is_not() -> None:
    page = form_of(Address())
    assert words(page.xpath('//label[@for="id_phone"]')[0]) == "Telefoonnummer (niet verplicht)"
    assert "verplicht" not in words(page.xpath('//label[@for="id_postcode"]')[0])


def test_answers_are_a_group_with_a_question_and_a_label_each() -> None:
    form = SampleForm()
    group = form_of(form).xpath('//fieldset[.//input[@name="work"]]')[0]
    assert words(group.find("legend")) == "Heb je nu werk?"
    for choice in group.xpath('.//input[@type="radio"]'):
        assert group.xpath(f'.//label[@for="{choice.get("id")}"]')
    hinted = group.xpath('.//input[@value="employed"]')[0]
    hint = group.xpath(f'.//*[@id="{hinted.get("aria-describedby")}"]')[0]
    assert "oproepcontract" in words(hint)


def test_summary_leads_to_every_control_that_needs_mending() -> None:
    page = form_of(Address({}))
    summary = page.find_class("error-summary")[0]
    goals = [link.get("href").removeprefix("#") for link in summary.iter("a")]
    assert goals == ["id_postcode", "id_work_0"]
    assert [page.get_element_by_id(goal).get("name") for goal in goals] == ["postcode", "work"]
    assert summary.get("tabindex") == "-1"
    assert summary.get("autofocus") is not None


def test_a_message_without_a_subject_gets_one_and_our_own_stay() -> None:
    said = [link["text"] for link in tags.error_links(Address({"work": "x"}))]
    assert said == ["Vul je postcode in, bijvoorbeeld 9712 AB.", "Kies een van de antwoorden bij: Heb je werk?"]
    assert [link["text"] for link in tags.error_links(Address({"postcode": "1"}))] == [
        "Kies een antwoord bij: Heb je werk?"
    ]


def test_an_error_of_the_whole_form_and_of_a_hidden_field_is_told_without_a_link() -> None:
    form = Address({"postcode": "9712 AB", "work": "y"})
    form.add_error(None, "Deze plek is net gekozen.")
    form.add_error("secret", "Begin opnieuw.")
    summary = form_of(form).find_class("error-summary")[0]
    assert [words(item) for item in summary.iter("li")] == ["Deze plek is net gekozen.", "Begin opnieuw."]
    assert not list(summary.iter("a"))


def test_a_good_form_has_no_summary() -> None:
    assert not form_of(Address({"postcode": "9712 AB", "work": "y"})).find_class("error-summary")


def test_a_helper_lays_a_form_out_with_groups_and_buttons() -> None:
    form = Address({})
    helper = FormHelper()
    helper.layout = Layout(
        Fieldset("Waar woon je?", Row("postcode", "phone")),
        "work",
        ButtonHolder(Submit("send", "Verder"), Submit("later", "Bewaren", css_class="secondary")),
    )
    text = Template("{% load crispy_forms_tags %}{% crispy form helper %}").render(
        Context({"form": form, "helper": helper, "csrf_token": "geheim"})
    )
    page = html.fragment_fromstring(text, create_parent="div").find("form")
    assert page.get("method") == "post"
    assert page.get("novalidate") is not None
    assert page.xpath('.//input[@name="csrfmiddlewaretoken"]/@value') == ["geheim"]
    assert [words(legend) for legend in page.iter("legend")] == ["Waar woon je?", "Heb je werk?"]
    assert len(page.find_class("error-summary")) == 1
    buttons = [
        (b.get("name"), b.get("type"), words(b), "nl-button--primary" in b.get("class")) for b in page.iter("button")
    ]
    assert buttons == [("send", "submit", "Verder", True), ("later", "submit", "Bewaren", False)]


# --- Money -------------------------------------------------------------------------------------------------
KINDS = st.sampled_from(["fund", "employer", "loan", "own"])
LINES = st.lists(
    st.builds(lambda cents, kind: {"label": "x", "cents": cents, "kind": kind}, st.integers(0, 10**9), KINDS),
    max_size=12,
)


@given(LINES)
def test_the_bar_is_filled_exactly_with_the_learners_part_last(lines: list[dict[str, Any]]) -> None:
    parts = tags.money_bar(lines)
    seen = [part for part in parts if part["width"]]
    assert [part["cents"] for part in parts if part["cents"]] == [part["cents"] for part in seen]
    assert all(before["x"] + before["width"] + 4 == after["x"] for before, after in pairwise(seen))
    assert [part["kind"] == "own" for part in parts] == sorted(part["kind"] == "own" for part in parts)
    if seen:
        assert seen[0]["x"] == 0
        assert 1000 - len(seen) <= seen[-1]["x"] + seen[-1]["width"] <= 1000  # rounding down costs less than 1 a part


def test_who_pays_what_is_a_table_and_not_only_a_picture() -> None:
    money = samples()["money"]
    stack = component("money_stack", **money)
    rows = [[words(cell) for cell in row] for row in stack.xpath(".//tbody/tr")]
    assert rows[0] == ["Gemeente Groningen Regionaal fonds, voorbeeld", "€ 1.000"]
    assert rows[-1] == ["Jijzelf", "€ 200"]
    assert [words(cell) for cell in stack.xpath(".//tfoot/tr/*")] == ["Samen", "€ 2.400"]
    assert stack.find(".//caption") is not None
    assert stack.xpath('.//svg[@aria-hidden="true"]')


# --- Lists -------------------------------------------------------------------------------------------------
def test_a_table_names_its_rows_and_columns_and_escapes_its_cells() -> None:
    columns = [{"label": "Fonds"}, {"label": "Bedrag", "numeric": True}]
    table = component("table", caption="Besluiten", columns=columns, rows=[["<b>Fonds</b>", "€ 1"]])
    assert [th.get("scope") for th in table.iter("th")] == ["col", "col", "row"]
    assert words(table.xpath(".//tbody//th")[0]) == "<b>Fonds</b>"
    assert table.xpath(".//tbody//td/@data-label") == ["Bedrag"]
    with pytest.raises(ValueError, match="shorter"):
        component("table", columns=columns, rows=[["één cel te weinig"]])


def test_the_pager_keeps_the_rest_of_the_address() -> None:
    request = RequestFactory().get("/", {"sector": "zorg", "pagina": "4"})
    pages = Paginator(range(100), 10).get_page(4)
    pager = component("pager", pages=pages, request=request)
    assert pager.xpath('.//a[@rel="next"]/@href') == ["?sector=zorg&pagina=5"]
    assert [words(part) for part in pager.xpath('.//*[@aria-current="page"]')] == ["Pagina 4"]
    alone = Paginator(range(5), 10).get_page(1)
    assert not component("pager", pages=alone, request=request).xpath(".//nav")


def test_a_task_that_cannot_be_done_yet_is_no_link() -> None:
    tasks = component("task_list", tasks=samples()["tasks"])
    blocked = next(row for row in tasks.find_class("task") if "Verstuur" in words(row))
    assert not list(blocked.iter("a"))
    assert "Kan nog niet" in words(blocked)
    assert "Dit kan als" in words(blocked)


def test_an_amount_of_zero_is_a_figure_and_an_unknown_amount_is_not() -> None:
    free = component("card", url="/x", title="Lassen", money_label="Jij betaalt", money=0)
    assert "Jij betaalt € 0" in words(free)
    open_yet = component("card", url="/x", title="Lassen", money_label="Jij betaalt", money=0, money_open=25_000)
    assert "Jij betaalt € 0 tot € 250 € 250 is nog niet zeker" in words(open_yet)
    assert "€" not in words(component("card", url="/x", title="Lassen", money_label="Jij betaalt", money=None))


# --- The page ----------------------------------------------------------------------------------------------
def request_of(path: str = "/") -> Any:
    request: Any = RequestFactory().get(path)
    request.brand = brand("noorden")
    request.user = SimpleNamespace(is_authenticated=False)
    return request


def test_a_page_that_does_not_exist_is_not_in_the_menu() -> None:
    shown = links(request_of(), ("Begin", "portal:home", "house"), ("Later", "later:not_yet", "clock"))
    assert [item.label for item in shown] == ["Begin"]


def test_the_visitor_sees_no_staff_menu_and_a_way_to_log_in() -> None:
    around = shell(request_of())
    assert [item.label for item in around.account] == ["Inloggen"]
    assert "Mijn werk" not in [item.label for item in around.navigation]
    assert around.looks.css.startswith("/merk/noorden.css?v=")
    assert around.log_out_url == ""


def test_another_palette_has_another_address() -> None:
    first, second = request_of(), request_of()
    second.brand.tokens = second.brand.tokens | {"primary": "#000000"}
    assert shell(first).looks.css != shell(second).looks.css


def test_the_page_for_failures_needs_nothing_but_its_reference() -> None:
    page = html.document_fromstring(render_to_string("portal/errors/500.html", {"reference": "K7F2MQ9X"}))
    assert "Noem dan dit kenmerk: K7F2MQ9X" in words(page)
    assert page.xpath("//link/@href") == ["/static/app.css"]


def test_a_request_refused_before_we_know_the_brand_gets_a_page_too(client: Client) -> None:
    answer = client.get("/", headers={"host": "elders.example"})
    assert answer.status_code == 400
    assert "Dit kunnen we niet lezen" in answer.text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_component_breaks_the_content_security_policy(language: str) -> None:
    page = html.document_fromstring(gallery("noorden", language))
    assert not page.xpath("//@style")
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    assert all(script.get("src") and script.get("nonce") for script in page.iter("script"))
    assert not list(page.iter("style"))


def test_no_id_is_used_twice_and_every_reference_leads_somewhere() -> None:
    page = html.document_fromstring(gallery("noorden"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    referred = " ".join(page.xpath("//@for | //@aria-describedby | //@aria-labelledby")).split()
    assert set(referred) <= set(ids)
    assert {goal[1:] for goal in page.xpath("//a/@href") if re.fullmatch(r"#.+", goal)} <= set(ids)


def test_the_page_of_components_shows_each_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that is made later and is not shown at /stijl/ fails here."""
    # Elsewhere only the whole page is told (tests/conftest.py), here each part.
    monkeypatch.setattr(Template, "_render", instrumented_test_render)
    shown: set[str] = set()

    def note(template: Any, **_signal: Any) -> None:
        shown.add(template.name)

    template_rendered.connect(note)
    try:
        gallery("noorden")
        gallery("noorden", template="portal/style_question.html")
    finally:
        template_rendered.disconnect(note)
    templates = settings.BASE_DIR / "templates"
    parts = {str(file.relative_to(templates)) for file in templates.glob("components/**/*.html")}
    assert len(parts) > 40
    assert parts - shown == set()


# --- In the browser ----------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_component(browser: Browser, scheme: str) -> None:
    with browser.new_context(color_scheme=scheme, reduced_motion="reduce") as context:  # type: ignore[arg-type]
        page = context.new_page()
        serve(page, "twente", gallery("twente"))
        assert barriers(page) == []


@pytest.mark.browser
def test_at_four_times_the_size_nothing_runs_off_the_page(browser: Browser) -> None:
    """1280 px at 400 % is 320 px wide (WCAG 1.4.10); text spacing as 1.4.12 asks."""
    with browser.new_context(viewport={"width": 320, "height": 256}) as context:
        page = context.new_page()
        serve(page, "noorden", gallery("noorden"))
        spacing = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.add_style_tag(content=spacing)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.browser
def test_main_controls_are_big_enough_for_a_thumb(browser: Browser) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True) as context:
        page = context.new_page()
        serve(page, "noorden", gallery("noorden"))
        small = page.eval_on_selector_all(
            ".nl-button:not(.nl-button--small), .slot, .week__day, .choice, .utrecht-textbox, .utrecht-select, "
            ".utrecht-pagination a, .header a, .header button, .facet__title, .back-link",
            "all => all.map(e => [e.className, e.getBoundingClientRect()])"
            ".filter(([, r]) => r.height && (r.height < 43.5 || r.width < 43.5)).map(([name]) => name)",
        )
    assert small == []


@pytest.mark.browser
def test_the_summary_of_errors_has_the_focus(browser: Browser) -> None:
    form = Template("{% load crispy_forms_tags %}<form>{{ form|crispy }}</form>").render(Context({"form": Address({})}))
    with browser.new_context() as context:
        page = context.new_page()
        serve(page, "noorden", f"<!doctype html><html lang=nl><title>x</title>{form}")
        expect(page.locator(".error-summary")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "id_postcode"


def test_a_text_of_a_fund_can_be_called_and_written_to() -> None:
    shown = tags.reachable("telefoon 088 000 00 01 of mail naar <vragen@fonds.example>, kamer 12")
    assert '<a class="no-break" href="tel:0880000001">088 000 00 01</a>' in shown
    assert '&lt;<a href="mailto:vragen@fonds.example">vragen@fonds.example</a>&gt;' in shown
    assert "kamer 12" in shown
