"""What a pool does not allow."""

from django.utils.translation import gettext as _

from funding.budgets.errors import CannotChangeBudget


class NotInThePool(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Zoveel is er niet vrij in het gezamenlijke budget. Kies een lager bedrag, of wacht op nieuwe inleg.")


class NotFromThePool(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Zoveel van dit budget komt niet uit de gezamenlijke pot. Kies een lager bedrag.")


class NothingToDivide(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Met deze regels krijgt niemand iets. Vul een hoger bedrag in, of verdeel meer volgens vaste delen.")


class TakesTwoHere(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Jij stelde dit voor. Een ander keurt het goed.")


class PlaceGone(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Deze vraag is er niet meer, of een collega antwoordde al. Bekijk hoe het nu staat.")


class AskedByYou(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Jij vroeg dit budget mee te doen. Een ander van het fonds antwoordt.")


class AllotmentGone(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Een collega was je voor. Bekijk hoe het nu staat.")


class InAnotherPool(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Dit budget is net gevraagd voor een ander gezamenlijk budget. Kies een ander budget.")


class NameTaken(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Deze naam is al gebruikt. Kies een andere.")


class SameShare(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Dit is het vaste deel van nu. Vul een ander getal in.")


class ShareChanged(CannotChangeBudget):
    """Somebody answers to a share that is not the one that was on their page."""

    @property
    def message(self) -> str:
        return _("Het vaste deel is intussen veranderd. Bekijk het nieuwe deel en antwoord dan.")


class StillHasMoney(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _(
            "In dit budget zit nog geld van het gezamenlijke budget, of er wacht nog een voorstel. "
            "Laat het geld eerst terugboeken, of de lening terugbetalen."
        )


class NoLongerIn(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Een van deze budgetten doet niet meer mee. Laat dit voorstel niet doorgaan, en maak een nieuw.")


class LoanNotAgreed(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Het fonds dat leent is nog niet akkoord met deze lening. Wacht op het antwoord.")


class LentByYou(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Jij stelde deze lening voor. Een ander van het fonds antwoordt.")


class OfferedByYou(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _("Jij schreef op dat jullie dit betalen. Een ander bevestigt dat het terug is.")


class NotFreeToRepay(CannotChangeBudget):
    @property
    def message(self) -> str:
        return _(
            "Zoveel is er niet vrij in het budget dat leende. Het fonds verhoogt eerst het plafond met eigen geld, "
            "of wacht tot er geld vrijkomt."
        )
