"""What people did in the demo portal before it is looked at, so that every page has something to show."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.files.storage import storages
from django.core.files.storage.memory import InMemoryStorage
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from courses.feeds.enums import FeedFormat
from courses.feeds.models import Feed
from courses.models import Course, CourseQuestion, Provider, SavedSearch
from funding.applications.enums import Verdict
from funding.applications.models import Application, PlanLine
from funding.checks.enums import CheckKind
from funding.checks.models import Check
from funding.completing.actions import ask
from funding.decisions.actions import Finding, approve, decide
from funding.decisions.reasons import Reason
from funding.demo import ADMINISTRATOR, APPROVER, COLLEAGUE, WITH_NEWS
from funding.documents.actions import add
from funding.documents.enums import DocumentKind
from funding.documents.reading import clean
from funding.doubts.actions import tell
from funding.employers.actions import add_list, give_facts, open_file
from funding.employers.links import path_of_file, path_of_person
from funding.employers.models import EmployerPerson
from funding.engine.facts import Facts
from funding.forwarding.actions import accept as accept_forwarding
from funding.forwarding.actions import propose as propose_forwarding
from funding.forwarding.models import Forwarding
from funding.forwarding.offering import offer
from funding.keeping.links import share_url
from funding.messages.actions import send
from funding.objections.actions import make_objection
from funding.parties.actions import answer, invite
from funding.parties.enums import Party
from funding.parties.links import path_of
from funding.partners.actions import add_partner
from funding.payments.models import Payment
from funding.sampling.actions import draw_sample
from funding.sampling.models import SampleCase
from funding.schemes.actions import begin_version
from funding.schemes.library import copy
from funding.schemes.models import Scheme, SchemeVersion
from funding.settling.actions import approve_settlement, begin_recovery, see_start, settle
from funding.settling.models import Settlement
from funding.steering.running import ask_run
from funding.surveys.actions import path_of as path_of_survey
from funding.surveys.models import Survey
from funding.webhooks.actions import make_webhook
from funding.webhooks.enums import Event
from funding.webhooks.telling import tell_test
from funding.whatif import actions as scenarios
from funding.whatif import links
from funding.whatif.models import Scenario
from funding.wishes.actions import wish
from funding.wishes.schemes import wish_scheme
from intake.advice.actions import recommend
from intake.agenda.actions import Sender
from intake.agenda.models import Adviser, Appointment
from intake.inviting.actions import Invitee
from intake.inviting.actions import invite as invite_to_talk
from intake.models import AppointmentKind, FilledForm, GroupSession, Mandate, Seat, SharedResult, TalkTemplate
from intake.orientation.items import Direction
from intake.orientation.steps import STEPS, ItemStep
from intake.referring.models import Referrer
from intake.waiting.actions import Wish, wait
from portal.brands.current import plain_brand
from portal.campaigns.actions import begin_campaign
from portal.demo import MANAGER
from portal.people.enums import Role
from portal.people.invitations import invitation_token
from portal.people.models import Fund, Membership, User
from tests.funding.making import answer_all, load, make_application, make_draft
from tests.funding.paying import name_accounts, person_of, proposed, released, told_by_bank, whole
from tests.funding.test_documents import picture
from tests.intake.teams import CONTACT, type_code
from tests.outbox import work_off
from tests.people import log_in, make_user

TODAY = date(2026, 11, 24)
ORIGIN = "http://testserver"


@dataclass
class Stage:
    """Where to begin looking, beside the usual starts: addresses that a mail or an earlier page leads to.

    ``posts`` are forms whose answer is a page of its own: (address, what is filled in).
    """

    course: Course
    of_visitors: list[str] = field(default_factory=list)
    of: dict[str, list[str]] = field(default_factory=dict)
    posts: dict[str, list[tuple[str, dict[str, Any]]]] = field(default_factory=dict)


def documents_in_memory() -> None:
    """Proofs of the stage are gone with the process, as its database is."""
    storages._storages["documents"] = InMemoryStorage()  # type: ignore[attr-defined]


def load_demo() -> None:
    """All schemes and the demo region."""
    call_command("load_schemes")
    call_command("load_demo")


def stage() -> Stage:
    """Add to the demo what people did: applications in every state that has a page of its own."""
    course = (
        Course.objects.select_related("provider")
        .prefetch_related("price_lines")
        .get(title__startswith="Werkvoorbereider")
    )
    farid = User.objects.get(email=ADMINISTRATOR[0])
    found = Stage(course)
    make_application(course, TODAY)
    _granted(found, farid)
    _refused(found, farid)
    _asked_back(found, farid)
    _asked_of_many(found, farid)
    _draft(found)
    _proposed(found, farid)
    _forwarded(found, farid)
    _of_an_employer(found)
    _waiting_for_a_second_person(found, farid)
    draft = begin_version(Scheme.objects.select_related("fund").get(pk=WITH_NEWS), farid)
    Reason.objects.create(
        fund_id="het-noorden-leert-door", verdict="refuse", title="Te laat", text="Je begon al.", written_by=farid
    )
    found.of[farid.name] += [
        reverse("funding:version", args=[draft.pk]),
        reverse("funding:difference", args=[draft.pk]),
        reverse("funding:rule", args=[draft.pk]),
        reverse("funding:examples", args=[draft.pk]),
    ]
    _of_schemes(found, farid)
    run = ask_run(["het-noorden-leert-door"], farid, emphasis="heads")
    found.of[farid.name].append(reverse("funding:steering_choices", args=[run.pk]))  # nobody waits: no link leads there
    _what_if(found, farid)
    begin_campaign("zorg-voorjaar", "Zorg in het voorjaar", User.objects.get(email=MANAGER[0]))
    partner = add_partner("Gemeente Assen", ["https://www.assen.nl"], farid)
    found.of_visitors += [reverse(f"funding:{name}", args=[partner.pk]) for name in ("widget_check", "widget_courses")]
    survey = Survey.objects.create(application=Application.objects.sent()[0], months=3)
    found.of_visitors.append(path_of_survey(survey))
    _shared_and_asked(found)
    _talked(found)
    _referred(found)
    _helped(found)
    _table_of_courses(found)
    # An address inside is never reached: its log shows why.
    webhook, _secret = make_webhook(
        Fund.objects.get(pk="het-noorden-leert-door"),
        "https://127.0.0.1/",
        [Event.LINE],
        farid,
        person_of(farid),
        "stage",
    )
    tell_test(webhook)
    newcomer = make_user("Nieuw")
    found.of_visitors += [
        booked(Client()),
        reverse("funding:begin", args=[course.pk]),
        reverse("funding:choose_start", args=[course.pk]),
        reverse("portal:invitation", args=[invitation_token(newcomer)]),
    ]
    compared = "&".join(f"c={pk}" for pk in Course.objects.order_by("title").values_list("pk", flat=True)[:3])
    followed = SavedSearch.objects.create(user=User.objects.get(name="Noor"), query="q=zorg", origin="")
    found.of_visitors += [
        f"/opleidingen/vergelijken/?{compared}",
        f"/opleidingen/lijst/?{compared}",
        "/opleidingen/vergelijken/",
        reverse("courses:stop_search", args=[followed.token]),
    ]
    found.posts[""] = [
        (reverse("account_request_login_code"), {"email": "lena@voorbeeld.example"}),
        (free_times(Client())[-1], CONTACT | {"step": "check"}),
        *_found_out(),
    ]
    work_off()
    return found


def _found_out() -> list[tuple[str, Any]]:
    """Every page of finding out what suits you, filled in; the last one leads to the result."""
    pages: list[tuple[str, Any]] = []
    for number, step in enumerate(STEPS, 1):
        filled: dict[str, Any] = (
            {item.key: "yes" if item.direction == Direction.PEOPLE else "no" for item in step.items}
            if isinstance(step, ItemStep)
            else {step.name: list(step.choices)[:3]}
        )
        pages.append((reverse("intake:interest_step", args=[number]), filled))
    return [*pages, (reverse("intake:interest_result"), {"residence": "Groningen"})]


def lines_of(application: Application) -> list[PlanLine]:
    """What a fund of this portal decides on, with what actions read of it."""
    found = PlanLine.objects.select_related(
        "fund", "application__learner", "application__course__provider", "scheme_version__scheme", "budget"
    )
    return list(found.filter(application=application).exclude(budget=None))


def _granted(found: Stage, farid: User) -> None:
    """Mo's application, which somebody granted and a second person approved."""
    found.of[farid.name] = []
    granted = make_application(found.course, TODAY, name="Mo")
    for line in lines_of(granted):
        decided(line.pk)
        found.of[farid.name].extend(
            reverse(f"funding:{name}", args=[line.pk]) for name in ("line", "start_checked", "settle", "ask_attendance")
        )
        found.of[farid.name].append(f"{reverse('funding:keep_filter')}?stand=open&wie=niemand")
        found.of[farid.name].append(f"{reverse('funding:together')}?doe=brieven&regel={line.pk}")


def _refused(found: Stage, farid: User) -> None:
    """Rik's application, which was refused; he objects, and can choose a new plan."""
    refused = make_application(found.course, TODAY, name="Rik")
    for line in lines_of(refused):
        decided(line.pk, reasons="De cursus past niet.", granted=False)
    assert refused.learner
    # Who has few applications and papers has no link to all of them.
    found.of["Rik"] = [reverse("funding:replan", args=[refused.pk]), reverse("funding:mine"), reverse("funding:papers")]
    objection = make_objection(lines_of(refused)[0], "Ik werk hier al tien jaar.", refused.learner)
    found.of[farid.name].append(reverse("funding:objection", args=[objection.pk]))


def _asked_back(found: Stage, farid: User) -> None:
    """Zia's grant was paid and then fixed lower: the rest comes back in parts."""
    paid = make_application(found.course, TODAY, name="Zia")
    for line in lines_of(paid):
        decided(line.pk)
    line = whole(lines_of(paid)[0])
    assert line.budget_id
    ingrid = User.objects.get(email=APPROVER[0])
    see_start(line, TODAY, farid)
    name_accounts(whole(line), farid)
    released(farid, ingrid, TODAY)
    payment = Payment.objects.get(line=line)
    told = told_by_bank(farid, (payment.number, str((line.granted_cents or 0) // 100), "betaald"))
    line = whole(lines_of(paid)[0])
    settle(line, 100_000, "Je deed niet alles.", farid, line.version)
    parts = ("fund", "application__learner", "scheme_version__scheme")
    for made in Settlement.objects.select_related(*(f"line__{part}" for part in parts)).filter(decided_by=None):
        approve_settlement(made, User.objects.get(email=APPROVER[0]))
    line = whole(lines_of(paid)[0])
    begin_recovery(line, 3, farid)
    _sampled(found, farid, ingrid)
    begun = lines_of(make_application(found.course, TODAY, name="Bas"))[0]
    decided(begun.pk)
    see_start(whole(begun), TODAY, farid)
    found.of[farid.name] += [
        reverse("funding:recovery", args=[line.pk]),
        reverse("funding:line_payment", args=[line.pk]),
        reverse("funding:batch", args=[payment.batch_id]),
        reverse("funding:batch", args=[proposed(farid).pk]),
        reverse("funding:bank_file", args=[told.pk]),
    ]


def _sampled(found: Stage, farid: User, ingrid: User) -> None:
    """Of what was granted one line is drawn, and its learner is asked for proof."""
    fund = Fund.objects.get(pk="het-noorden-leert-door")
    draw = draw_sample(fund, TODAY, TODAY + timedelta(days=3650), 1, "7", farid)
    case = SampleCase.objects.select_related("line__fund", "line__application__learner").get(draw=draw)
    learner = case.line.application.learner
    assert learner
    SampleCase.objects.filter(pk=case.pk).update(
        question="Stuur je certificaat.", asked=timezone.now(), asked_by=ingrid, until=TODAY + timedelta(days=14)
    )
    found.of[farid.name].append(reverse("funding:sample_case", args=[case.pk]))
    address = reverse("funding:sample_answer", args=[case.line.application_id, case.pk])
    found.of.setdefault(learner.name, []).append(address)


def _asked_of_many(found: Stage, farid: User) -> None:
    """Sam's application: the fund asked something, employer and provider did not answer yet, and a check is open."""
    asked = make_application(found.course, TODAY, name="Sam", employer_contribution=10_000)
    assert asked.learner
    for line in lines_of(asked):
        Check.objects.create(line=line, kind=CheckKind.CRITERION, label="De cursus past bij een kansberoep.")
        send(line, "We bellen je volgende week.", farid, from_learner=False)
        ask(line, "Welk diploma heb je?", TODAY + timedelta(days=14), farid, line.version)
        found.of[farid.name].append(reverse("funding:line", args=[line.pk]))
    other = lines_of(make_application(found.course, TODAY, name="Sanne"))[0]
    found.of[farid.name].append(f"{reverse('funding:together')}?doe=toekennen&regel={other.pk}")
    found.of[farid.name] += [reverse(f"funding:{name}", args=[other.pk]) for name in ("ask", "ask_provider", "extend")]
    line = lines_of(asked)[0]
    employer = invite(Party.EMPLOYER, asked, "baas@voorbeeld.example", asked.learner, ORIGIN)
    provider = invite(Party.PROVIDER, asked, "school@voorbeeld.example", farid, ORIGIN, line)
    attendance = invite(Party.ATTENDANCE, asked, "school@voorbeeld.example", farid, ORIGIN, line)
    asking = {"question": "Past dit?", "shown": ["course", "situation", "conditions"]}
    opinion = invite(Party.OPINION, asked, "kenner@voorbeeld.example", farid, ORIGIN, line, asked=asking)
    found.of_visitors += [path_of(one) for one in (employer, provider, attendance, opinion)]
    found.of[farid.name].append(reverse("funding:ask_opinion", args=[line.pk]))
    add(load(asked), clean(picture()), "loonstrook.jpg", DocumentKind.OTHER, asked.learner)


def _forwarded(found: Stage, farid: User) -> None:
    """Senna's and Sem's applications go to another fund: one went, one waits; and Sil is asked whether it may."""
    there = "rmt-noord"
    samira = User.objects.get(email=COLLEAGUE[0])
    for name in ("Senna", "Sem", "Sil"):
        asked = make_application(found.course, TODAY, name=name)
        line = whole(lines_of(asked)[0])
        made = propose_forwarding(line, there, "Je woont buiten ons gebied.", farid, line.version)
        if name == "Sil":
            Forwarding.objects.filter(pk=made.pk).update(state="asked")
            found.of[name] = [reverse("funding:forward_ask", args=[asked.pk, made.pk])]
            continue
        if name == "Senna":
            parts = (
                "line__fund",
                "line__application__learner",
                "line__scheme_version__scheme",
                "scheme",
                "from_fund",
                "to_fund",
            )
            accept_forwarding(
                Forwarding.objects.select_related(*parts).get(pk=made.pk), samira, offer(line, there).cents
            )
            found.of[name] = [reverse("funding:application", args=[asked.pk])]
        found.of.setdefault(samira.name, []).append(reverse("funding:forwarding", args=[made.pk]))
    other = lines_of(make_application(found.course, TODAY, name="Siem"))[0]
    found.of[farid.name].append(reverse("funding:forward", args=[other.pk]))


def _proposed(found: Stage, farid: User) -> None:
    """Sofie's application: the provider proposes another start and price."""
    asked = make_application(found.course, TODAY, name="Sofie")
    other = {"seat": "propose", "starts": "2027-04-01", "price": 250_000, "free_days": 14, "cancel_percent": 50}
    proposal = invite(Party.PROVIDER, asked, "planning@voorbeeld.example", farid, ORIGIN, lines_of(asked)[0])
    answer(proposal, other | {"answered_by": "School"})
    found.of["Sofie"] = [reverse("funding:proposal", args=[asked.pk, proposal.pk])]


def _draft(found: Stage) -> None:
    """Noor's application that is not sent, with a proof; and she wants to hear when it costs less."""
    noor = make_user("Noor")
    draft = make_draft(noor, found.course)
    add(load(draft), clean(picture()), "offerte.jpg", DocumentKind.OTHER, noor)
    wish(noor, found.course, None, 210_000, ORIGIN)
    wish_scheme(noor, Scheme.objects.get(pk="stap"), ORIGIN)
    found.of["Noor"] = [
        *(reverse("funding:scheme_wish", args=[slug]) for slug in ("stap", "rotterdams-scholingsfonds")),
        *(reverse(f"funding:{name}", args=[draft.pk]) for name in ("tasks", "details", "plan", "check_answers")),
    ]


def _of_an_employer(found: Stage) -> None:
    """An employer wants the course for several people; of its list one row was not right."""
    file = open_file(found.course, None, company="Smid", contact="Bo Smid", email="bo@voorbeeld.example", origin=ORIGIN)
    found.of_visitors.append(path_of_file(file))
    give_facts(file, {"employs": "yes", "company": "Smid", "cao": "other", "share": 0, "answered_by": "Bo Smid"})
    add_list(file, [("regel 2", "Piet", "piet@voorbeeld.example", ""), ("regel 3", "Jan", "jan", "Vul een adres in.")])
    asked = EmployerPerson.objects.get(file=file)
    found.of_visitors += [path_of_person(asked), f"{reverse('funding:employers')}?cursus={found.course.pk}"]


def _waiting_for_a_second_person(found: Stage, farid: User) -> None:
    """Tess's application: one person made a proposal, and another must look."""
    waiting = make_application(found.course, TODAY, name="Tess")
    for line in lines_of(waiting):
        decide(line, Finding(Verdict.GRANT, line.cents, "Je voldoet aan alle voorwaarden."), farid, line.version)
        found.of["Ingrid Postma"] = [reverse("funding:line", args=[line.pk])]
        found.posts["Ingrid Postma"] = [(reverse("funding:approve", args=[line.pk]), {"step": "check"})]


def _what_if(found: Stage, farid: User) -> None:
    """A scenario that is being made, and one that was worked out."""
    fund = "het-noorden-leert-door"
    draft = scenarios.make([fund], "Scenario Drenthe", "year", farid)
    scenarios.change(draft, fund, {"regions": ["drenthe"], "cap_per_course": 90_000})
    higher = scenarios.make([fund], "Scenario 200.000", "year", farid)
    scenarios.change(higher, fund, {"ceiling": 20_000_000})
    scenarios.ask(higher, farid)
    found.of[farid.name] += [f"{reverse('funding:compare_scenarios')}?s={higher.pk}"]
    share = uuid4()  # once it was worked out
    Scenario.objects.filter(pk=higher.pk).update(share=share, shared=timezone.now())
    found.of_visitors.append(reverse("funding:shared_scenario", args=[links.make(share)]))


def _shared_and_asked(found: Stage) -> None:
    """Noor shares what she has a right to with the advisers of her region; a visitor asks a provider something."""
    noor = log_in(Client(), User.objects.get(name="Noor"))
    answer_all(noor, found.course)
    result = reverse("funding:entitlement_outcome")
    noor.post(share_url(result), {"name": "Noor", "agrees": "on"})
    shared = SharedResult.objects.get()
    found.of["Noor"].append(reverse("intake:shares"))
    adviser = Adviser.objects.select_related("user").filter(team=shared.team_id).order_by("user__name")[0]
    found.of.setdefault(adviser.user.name, []).append(reverse("intake:shared_result", args=[shared.pk]))
    course = Course.objects.exclude(contact_email="").order_by("title")[0]
    asked = {"text": "Avondles mogelijk?", "name": "Lena", "email": "lena@voorbeeld.example", "agreed": "on"}
    Client().post(reverse("courses:ask", args=[course.pk]), asked)
    found.of_visitors.append(reverse("courses:question", args=[CourseQuestion.objects.get().token]))
    talk = AppointmentKind.objects.select_related("team").filter(audience="referrers")[0]
    inviter = Adviser.objects.filter(team=talk.team_id)[0]
    portal = Sender(plain_brand(), "https://portaal.example", "nl")
    made = invite_to_talk(
        talk, inviter, Invitee("Lena", email="lena@voorbeeld.example"), by=adviser.user, sender=portal
    )
    found.of_visitors.append(reverse("intake:invitation", args=[made.token]))
    workshop = GroupSession.objects.order_by("period")[0]
    Client().post(reverse("intake:group_session", args=[workshop.pk]), {"name": "Lena", "email": "l@voorbeeld.example"})
    found.of_visitors.append(reverse("intake:seat", args=[Seat.objects.get().token]))


def _talked(found: Stage) -> None:
    """A visitor comes to talk with the adviser that the crawl looks at everything as."""
    member = Membership.objects.filter(role=Role.ADVISER).order_by("user__created", "user__pk")[0]
    adviser = Adviser.objects.select_related("user", "team__region").get(user=member.user_id)
    client = Client()
    page = client.get(reverse("intake:region", args=[adviser.team.region.slug]), {"adviseur": str(adviser.pk)})
    slots = html.document_fromstring(page.content.decode()).find_class("slot")
    slot = next(str(one.get("href")) for one in slots if str(adviser.pk) in str(one.get("href")))
    type_code(client, client.post(slot, CONTACT | {"name": "Hanna Bos", "step": "confirm"}).headers["Location"])
    talk = Appointment.objects.get(contact_name="Hanna Bos")
    template = TalkTemplate.objects.create(team=adviser.team, title="Eerste gesprek", text="Waarom nu:")
    recommend(talk, found.course, "Past bij wat je wilt.")
    filling = reverse("intake:fund_form", args=[talk.pk, found.course.pk, "algemeen"])
    told = dict.fromkeys(("goal", "why_course", "chance", "able"), "Ja.") | {"verdict": "Positief"}
    desk = log_in(Client(), adviser.user)
    desk.post(filling, told)
    filled = FilledForm.objects.get(appointment=talk)
    found.of_visitors.append(reverse("intake:own_fund_form", args=[talk.token, filled.pk]))
    found.of.setdefault(adviser.user.name, []).extend(
        [
            f"{reverse('intake:today')}?dag={timezone.localdate(talk.start):%Y-%m-%d}",
            reverse("intake:visit", args=[talk.pk]),
            filling,
            reverse("intake:talk_templates"),
            reverse("intake:talk_template", args=[template.pk]),
        ]
    )


def _referred(found: Stage) -> None:
    """Noor may refer to a team, and chose a time for a client; a visitor did not type the code yet."""
    kind = AppointmentKind.objects.select_related("team").filter(audience="referrers")[0]
    lead = Membership.objects.filter(role=Role.TEAM_LEAD).select_related("user")[0].user
    noor = Referrer.objects.create(
        team=kind.team,
        kind="uwv",
        organisation="UWV",
        name="Noor",
        email=User.objects.get(name="Noor").email,
        added_by=lead,
    )
    desk = log_in(Client(), User.objects.get(name="Noor"), second_factor=False)
    times = reverse("intake:referral_times", args=[noor.pk, kind.pk])
    slots = html.document_fromstring(desk.get(times).content.decode()).find_class("slot")
    book = str(slots[-1].get("href"))
    mode = kind.talks[-1]
    client = {"client_name": "Cor", "client_email": "cor@voorbeeld.example", "client_phone": "0612345678", "mode": mode}
    desk.post(book, client)
    offered = Appointment.objects.get(contact_name="Cor")
    usual = AppointmentKind.objects.select_related("team").filter(team=kind.team, audience="everyone")[0]
    wish = Wish("Cor", "cor@voorbeeld.example", "", usual.talks[0], (), timezone.localdate() + timedelta(days=28))
    portal = Sender(plain_brand(), "https://portaal.example", "nl")
    waiting = wait(usual, wish, request_key="x", by=None, sender=portal)
    found.of["Noor"] += [reverse("intake:referring"), times, str(slots[0].get("href"))]
    found.of_visitors += [
        reverse("intake:letter_code"),
        reverse("intake:waiting_place", args=[waiting.token]),
        reverse("intake:prove", args=[offered.token]),
    ]


def _helped(found: Stage) -> None:
    """Zus helps Noor, and is asked to help Sam; the adviser of Hanna's talk asks to act for her. Each sees it."""
    zus = make_user("Zus")
    for name, level in (("Noor", "edit"), ("Sam", "see")):
        learner = log_in(Client(), User.objects.get(name=name), second_factor=False)
        learner.post(reverse("intake:helpers"), {"helper_email": zus.email, "level": level})
    of_noor, of_sam = (Mandate.objects.get(learner__name=name) for name in ("Noor", "Sam"))
    helper = log_in(Client(), zus, second_factor=False)
    helper.post(reverse("intake:accept_mandate", args=[of_noor.pk]))
    helper.post(reverse("intake:begin_acting", args=[of_noor.pk]))
    helper.post(reverse("intake:acting"), {"text": "Top!"})
    found.of["Noor"].append(reverse("intake:own_remarks", args=[of_noor.pk]))
    found.of["Zus"] = [reverse("intake:together"), reverse("intake:accept_mandate", args=[of_sam.pk])]
    found.posts["Zus"] = [(reverse("intake:begin_acting", args=[of_noor.pk]), {})]
    talk = Appointment.objects.select_related("adviser__user").get(contact_name="Hanna Bos")
    adviser = talk.adviser.user
    asked = log_in(Client(), adviser).post(reverse("intake:ask_mandate", args=[talk.pk]))
    found.of[adviser.name].append(str(asked.headers["Location"]))
    for learner in User.objects.filter(mandates__isnull=False).distinct():
        found.of.setdefault(learner.name, []).extend([reverse("intake:helpers"), reverse("intake:consents")])


def _table_of_courses(found: Stage) -> None:
    """A provider's courses come as a table, of which Petra has the first rows."""
    provider = Provider.objects.order_by("name")[0]
    feed = Feed.objects.create(format=FeedFormat.CSV, provider=provider, address="https://opleider.example/aanbod.csv")
    rows = [
        ["rij 2", {"Nummer": "MIG-1", "Naam": "Lassen voor beginners", "Prijs": "1.450,00", "Start": "12-01-2027"}],
        ["rij 3", {"Nummer": "", "Naam": "Lassen voor gevorderden", "Prijs": "op aanvraag", "Start": ""}],
    ]
    feed.sample = {"columns": list(rows[0][1]), "rows": rows}
    feed.save()
    found.of.setdefault("Petra Vos", []).append(reverse("courses:feed_mapping", args=[feed.pk]))


def _of_schemes(found: Stage, farid: User) -> None:
    """A visitor tells that a scheme is not right, and Farid copies the scheme of another fund."""
    version = SchemeVersion.objects.select_related("scheme__fund").filter(scheme=WITH_NEWS, published__isnull=False)[0]
    doubt = tell(
        version,
        None,
        "Ik woon er wel.",
        verdict="no",
        facts=Facts.of({"birth_date": date(1974, 5, 1)}, TODAY).to_document(),
        email="lena@voorbeeld.example",
        language="nl",
        user=None,
    )
    found.of[farid.name].append(reverse("funding:doubt", args=[doubt.pk]))
    others = SchemeVersion.objects.select_related("scheme__fund").filter(published__isnull=False)
    theirs = others.exclude(scheme__fund=version.scheme.fund).exclude(period__isempty=True)[0]
    mine = copy(theirs, version.scheme.fund, "Naar het voorbeeld van een ander", farid)
    found.of[farid.name].append(reverse("funding:scheme_origin", args=[mine.scheme_id]))


def decided(pk: UUID, *, reasons: str = "Je voldoet aan alle voorwaarden.", granted: bool = True) -> None:
    """Decide on a line as the demo's fund administrator does, and approve it when it takes two."""
    lines = PlanLine.objects.select_related("fund", "application__learner")
    line = lines.get(pk=pk)
    farid, ingrid = (User.objects.get(email=email) for email in (ADMINISTRATOR[0], APPROVER[0]))
    finding = Finding(Verdict.GRANT, line.cents, reasons) if granted else Finding(Verdict.REFUSE, 0, reasons)
    if decide(line, finding, farid, line.version) is None:
        waiting = lines.get(pk=pk)
        approve(waiting, ingrid, waiting.version)


def free_times(client: Client) -> list[str]:
    """The addresses of the times at which one can come in Groningen."""
    times = html.document_fromstring(client.get("/orienteren/groningen/").content.decode())
    return [str(slot.get("href")) for slot in times.find_class("slot")]


def booked(client: Client) -> str:
    """The address of an appointment that was made in Groningen."""
    form = CONTACT | {"step": "confirm", "request_key": "another form than Hanna's"}
    answer = client.post(free_times(client)[0], form)
    return str(type_code(client, answer.headers["Location"]).headers["Location"])
