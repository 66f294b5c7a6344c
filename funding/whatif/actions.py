"""Making a scenario, changing it while it is a draft, and asking what it does."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from funding.whatif.enums import ScenarioState
from funding.whatif.models import Scenario
from portal.people.models import User
from portal.record import outbox
from portal.record.audit import record


class ScenarioProblem(Exception):
    """Why a scenario does not do what was asked."""

    @property
    def message(self) -> str:
        """The way out, in the language of who reads it."""
        raise NotImplementedError


class ScenarioFixed(ScenarioProblem):
    """The scenario was asked already, and so no longer changes."""

    @property
    def message(self) -> str:
        return _("Dit scenario is al doorgerekend en verandert niet meer. Maak een variant.")


class NothingDifferent(ScenarioProblem):
    """There is nothing to work out."""

    @property
    def message(self) -> str:
        return _("Er is nog niets anders in dit scenario. Verander eerst een regeling.")


class BeingWorkedOut(ScenarioProblem):
    """What is being worked out cannot be thrown away."""

    @property
    def message(self) -> str:
        return _("Dit scenario wordt nu uitgerekend. Gooi het weg als het klaar is.")


@transaction.atomic
def make(funds: Iterable[str], name: str, basis: str, by: User) -> Scenario:
    """A scenario in which nothing is different yet."""
    found = Scenario.objects.create(funds=sorted(funds), name=name, basis=basis, made_by=by)
    record(by, "make_scenario", found, chain=found.funds[0])
    return found


@transaction.atomic
def make_variant(of: Scenario, by: User) -> Scenario:
    """A draft with the same changes."""
    name = _("%(name)s, variant") % {"name": of.name[:100]}
    found = Scenario.objects.create(funds=of.funds, name=name, basis=of.basis, changes=of.changes, made_by=by)
    record(by, "make_scenario", found, chain=found.funds[0], variant_of=str(of.pk))
    return found


@transaction.atomic
def change(scenario: Scenario, scheme: str, what: Mapping[str, Any]) -> None:
    """Set what is different of one scheme; nothing at all takes it out of the scenario. Raises ScenarioFixed."""
    locked = Scenario.objects.select_for_update().get(pk=scenario.pk)
    if locked.state != ScenarioState.DRAFT:
        raise ScenarioFixed
    changes = {slug: told for slug, told in locked.changes.items() if slug != scheme}
    if what:
        changes[scheme] = dict(what)
    Scenario.objects.filter(pk=locked.pk).update(changes=changes)


@transaction.atomic
def ask(scenario: Scenario, by: User) -> None:
    """Promise to work it out. Raises ScenarioFixed when it was asked already, NothingDifferent without a change."""
    waiting = Scenario.objects.filter(pk=scenario.pk, state=ScenarioState.DRAFT)
    if not waiting.exclude(changes={}).update(state=ScenarioState.ASKED):
        raise NothingDifferent if waiting.exists() else ScenarioFixed
    outbox.put("funding.work_out_scenario", f"scenario:{scenario.pk}", scenario_id=str(scenario.pk))
    record(by, "ask_scenario", scenario, chain=scenario.funds[0])


@transaction.atomic
def share(scenario: Scenario, by: User) -> None:
    """Let whoever has the link see the figures; a link that still works stays as it is."""
    locked = Scenario.objects.select_for_update().get(pk=scenario.pk)
    if locked.state != ScenarioState.READY or locked.shared_until:
        return
    Scenario.objects.filter(pk=scenario.pk).update(share=uuid4(), shared=timezone.now())
    record(by, "share_scenario", scenario, chain=scenario.funds[0])


@transaction.atomic
def stop_sharing(scenario: Scenario, by: User) -> None:
    """Take the link back: it opens nothing any more, also not when the scenario is shared again."""
    if Scenario.objects.filter(pk=scenario.pk, share__isnull=False).update(share=None, shared=None):
        record(by, "stop_sharing_scenario", scenario, chain=scenario.funds[0])


@transaction.atomic
def discard(scenario: Scenario, by: User) -> None:
    """Throw it away; links that were shared no longer work. Raises BeingWorkedOut."""
    record(by, "discard_scenario", scenario, chain=scenario.funds[0])
    if not Scenario.objects.filter(pk=scenario.pk).exclude(state=ScenarioState.ASKED).delete()[0]:
        raise BeingWorkedOut
