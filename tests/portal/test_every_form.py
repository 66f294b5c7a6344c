"""Every form of the project, one after the other: the same markup, and what a browser may fill in by itself."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from allauth.core.context import request_context
from django import forms
from django.template import Context, Template
from lxml import html

import courses
import funding
import intake
import portal
from tests.portal.boxes import NUMBERS, expected
from tests.portal.forms import FORMS, KINDS_OF_FORMS, UNSEEN, a_request

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_a_request() -> Iterator[None]:
    """allauth's forms ask for the request that is being answered."""
    with request_context(a_request()):
        yield


def subclasses(of: type) -> Iterator[type]:
    for one in of.__subclasses__():
        yield one
        yield from subclasses(one)


def test_every_form_of_the_project_is_looked_at_here() -> None:
    for package in (portal, courses, intake, funding):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not re.search(r"\.(migrations|management|settings|wsgi|celery)\b", module.name):
                importlib.import_module(module.name)
    ours = {one for one in subclasses(forms.BaseForm) if re.match(r"(portal|courses|intake|funding)\.", one.__module__)}
    assert ours - {type(make(None)) for make in FORMS.values()} == KINDS_OF_FORMS


def shown(form: forms.BaseForm) -> html.HtmlElement:
    text = Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": form}))
    return html.fragment_fromstring(text, create_parent="div")


def boxes(page: html.HtmlElement) -> list[html.HtmlElement]:
    return page.xpath(".//input[not(@type='hidden' or @type='radio' or @type='checkbox' or @type='file')]")


SEEN = sorted(set(FORMS) - UNSEEN)


@pytest.mark.parametrize("name", SEEN)
def test_the_browser_knows_what_belongs_in_each_box(name: str) -> None:
    wrong = {}
    for box in boxes(shown(FORMS[name](None))):
        asks = box.get("name")
        found = (box.get("type"), box.get("autocomplete"))
        if found != expected(name, asks):
            wrong[asks] = found
        if asks in NUMBERS:
            assert box.get("inputmode") == "numeric"
        if asks in {"amount", "employer_contribution", "share", "price", "de_minimis"}:
            assert box.get("inputmode") == "decimal"
    assert wrong == {}


@pytest.mark.parametrize("name", SEEN)
def test_every_control_has_a_label_and_every_group_a_question(name: str) -> None:
    page = shown(FORMS[name](None))
    controls = page.xpath(".//input[not(@type='hidden' or @hidden)] | .//select | .//textarea")
    assert controls
    for control in controls:
        labels = page.xpath(f'.//label[@for="{control.get("id")}"]')
        assert labels, control.get("name")
        assert labels[0].text_content().strip()
        group = next(iter(control.iterancestors("fieldset")), None)
        if control.get("type") == "radio":
            assert group is not None
        if group is not None:
            assert group.find("legend").text_content().strip()
        assert control.get("required") is None
        assert control.get("placeholder") is None


@pytest.mark.parametrize("name", SEEN)
def test_every_error_stands_at_its_control_and_in_the_summary(name: str) -> None:
    form = FORMS[name]({})
    page = shown(form)
    if not form.errors:
        pytest.skip("nothing in it has to be filled in")
    summary = page.find_class("error-summary")[0]
    assert (summary.get("tabindex"), summary.get("role")) == ("-1", "alert")
    links = {link.get("href")[1:] for link in summary.iter("a")}
    for field in form:
        if field.errors and not field.is_hidden:
            control = page.get_element_by_id(field.id_for_label or f"{field.auto_id}_0")
            assert control.get("id") in links
            assert control.get("aria-invalid") == "true"
            group = next(iter(control.iterancestors("fieldset")), None)
            described = [one.get("aria-describedby") or "" for one in (control, group) if one is not None]
            told = [page.get_element_by_id(part).text_content() for part in " ".join(described).split()]
            assert any("Fout:" in text for text in told), field.name
    ids = page.xpath(".//@id")
    assert len(ids) == len(set(ids))
