"""One installation, many faces: a brand is host names, regions, a small set of design tokens, and texts."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, validate_email
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.regions.models import Region

#: The only design tokens that a brand may set; every other colour derives from these (static/css/tokens.css).
TOKENS = ("primary", "on-primary", "accent", "on-accent", "paper", "ink", "tint", "radius")
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
RADIUS = re.compile(r"\d{1,2}px")
#: The texts that differ between brands, each with the sentence that stands when the brand gives none.
TEXTS = {
    "greeting": _("Zin in iets nieuws? Wij regelen het met je."),
    "team": _("Regionaal Werkcentrum (voorheen RMT / Leerwerkloket)"),
    # For the accessibility statement: who answers for the portal (else the brand), and where to tell of a barrier.
    "responsible": "",
    "accessibility_email": "",
    "accessibility_phone": "",
    # Whom to ask about personal data; else an adviser.
    "privacy_email": "",
    # The day for which an examination from outside is planned, as 2027-04-01.
    "accessibility_research": "",
}


def validate_date(text: str) -> None:
    """Raise ValidationError unless the text is a day, as 2027-04-01."""
    try:
        date.fromisoformat(text)
    except ValueError:
        raise ValidationError(f"{text!r} is geen datum zoals 2027-04-01.") from None


#: Texts that must be more than a sentence.
SHAPES: dict[str, Callable[[str], None]] = {
    "accessibility_email": validate_email,
    "privacy_email": validate_email,
    "accessibility_phone": RegexValidator(r"^\+?[\d ()-]{10,20}$", "Een telefoonnummer heeft minstens tien cijfers."),
    "accessibility_research": validate_date,
}


def validate_tokens(tokens: object) -> None:
    """Raise ValidationError unless ``tokens`` maps known token names to colours (or a radius in px)."""
    if not isinstance(tokens, dict):
        raise ValidationError("Ontwerptokens zijn een lijst van naam en waarde.")
    for name, value in tokens.items():
        shape = RADIUS if name == "radius" else COLOUR
        if name not in TOKENS or not isinstance(value, str) or not shape.fullmatch(value):
            raise ValidationError(f"{name}: {value!r} is geen ontwerptoken van een merk.")


def validate_texts(texts: object) -> None:
    """Raise ValidationError unless ``texts`` maps known text names to a sentence per language."""
    if not isinstance(texts, dict) or not all(
        name in TEXTS and isinstance(by_language, dict) and "nl" in by_language for name, by_language in texts.items()
    ):
        raise ValidationError(f"Teksten van een merk zijn {', '.join(TEXTS)}, elk minstens in het Nederlands (nl).")
    for name, by_language in texts.items():
        for text in by_language.values():
            if not isinstance(text, str):
                raise ValidationError(f"{name}: een tekst is een zin, geen {type(text).__name__}.")
            if name in SHAPES:
                SHAPES[name](text)


class Brand(models.Model):
    slug = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=80, unique=True)
    is_default = models.BooleanField(default=False)
    tokens = models.JSONField(default=dict, blank=True, validators=[validate_tokens])
    texts = models.JSONField(default=dict, blank=True, validators=[validate_texts])
    regions = models.ManyToManyField(Region, related_name="brands")

    #: What it has to tell now, where it was read with its announcements (brands.middleware): kind, text, text_en, link.
    announced: Sequence[Mapping[str, str]] = ()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("is_default", name="one_default_brand", condition=Q(is_default=True)),
        ]

    def __str__(self) -> str:
        return self.name

    def text(self, name: str) -> str:
        """The brand's own text in this language, or the one for all brands; KeyError if it is no brand text."""
        own = self.texts.get(name, {})
        return str(own.get(get_language()) or own.get("nl") or TEXTS[name])

    def stylesheet(self) -> str:
        """The brand's design tokens as CSS custom properties; values were validated, so nothing can be smuggled in."""
        validate_tokens(self.tokens)
        lines = [f"  --brand-{name}: {value};" for name, value in sorted(self.tokens.items())]
        return "\n".join(["@layer tokens {", " :root {", *lines, " }", "}", ""])


class BrandHost(models.Model):
    """A host name by which visitors reach a brand, without port."""

    host = models.CharField(max_length=253)
    # A host without its brand has no meaning.
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="hosts")

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("host"), name="host_of_one_brand"),
            models.CheckConstraint(name="host_is_lower_case", condition=Q(host=Lower("host"))),
        ]

    def __str__(self) -> str:
        return self.host
