"""``{% explained %} ... {% endexplained %}``: difficult words in there can be tapped to read what they mean."""

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from portal.words.marking import explain

register = template.Library()


class ExplainWords(template.Node):
    """Once a page: the explanations get their ids from the words."""

    def __init__(self, inside: NodeList) -> None:
        self.inside = inside

    def render(self, context: template.Context) -> SafeString:
        language = get_language() or "nl"
        text, found = explain(self.inside.render(context), language)
        rows = [word.row(language) | {"folded": folded} for word, folded in found.items()]
        notes = render_to_string("components/word_notes.html", {"words": rows}) if rows else ""
        return mark_safe(text + notes)  # noqa: S308 - rendered by a template, buttons around its own words


@register.tag
def explained(parser: Parser, token: Token) -> ExplainWords:
    inside = parser.parse(("endexplained",))
    parser.delete_first_token()
    return ExplainWords(inside)
