from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "funding"

    def ready(self) -> None:
        from courses.estimates import register
        from funding import own_data
        from funding.applications.consents import register_uses
        from funding.applications.drafts import carry_drafts
        from funding.applications.flow import who_applied
        from funding.applications.forgetting import erase_drafts_of
        from funding.applications.route import applications_part, papers_part
        from funding.applications.together import prepared_part
        from funding.check.estimating import Estimator
        from funding.check.example import example_on_home
        from funding.decisions.work import figures_work, fund_work, partner_work, pool_work
        from funding.digest.due import fund_due
        from funding.payments import resealing as payments
        from funding.privacy import funding_privacy, funding_terms
        from funding.scheme_access import findable_schemes
        from funding.webhooks import resealing as webhooks
        from funding.wishes.route import wishes_part
        from intake.profile.joining import goes_along, moves_along
        from intake.steering.numbers import tells_who_applied
        from intake.together.enums import Level
        from intake.together.parts import shows_together
        from intake.together_access import may_act
        from portal.campaigns.enums import Step
        from portal.campaigns.steps import is_step, leads_to
        from portal.digest.due import tells_due
        from portal.own_data.holding import holds
        from portal.pages.findable import findable, keep_out
        from portal.pages.home import show_on_home
        from portal.pages.privacy import tells_privacy
        from portal.people.route import on_route
        from portal.people.work import register_work
        from portal.record.grants import append_only
        from portal.record.sealing import holds_sealed

        register(Estimator())
        for name in ("check", "entitlements"):
            is_step(Step.CHECKED, f"funding:{name}")
        for name in ("outcome", "entitlement_outcome"):
            is_step(Step.OUTCOME, f"funding:{name}")
        leads_to(Step.BEGUN, "funding:begin", "funding:details")
        leads_to(Step.SENT, "funding:check_answers", "funding:application")
        tells_who_applied(who_applied)
        shows_together(prepared_part)
        checking = ("check", "choose_start", "outcome", "question", "entitlements", "entitlement_question")
        filling = ("begin", "plan", "details", "documents", "waiting_list", "remove_document", "send_together")
        may_act(*(f"funding:{name}" for name in (*checking, *filling)), send=Level.EDIT)
        for name in ("entitlement_outcome", "tasks", "check_answers", "document", "scheme_list", "scheme_page"):
            may_act(f"funding:{name}")
        register_uses()
        moves_along(carry_drafts)
        show_on_home(example_on_home)
        tells_privacy(funding_privacy)
        holds(
            own_data.sheets,
            own_data.erase,
            funding_terms,
            running=own_data.what_runs,
            kept=own_data.what_stays,
            used=own_data.used,
            came=own_data.came,
        )
        goes_along(erase_drafts_of)
        on_route(applications_part)
        on_route(papers_part)
        on_route(wishes_part)
        findable("funding:entitlements")
        findable("funding:employers", narrowing=("cursus",))
        findable("funding:public_figures")
        findable("funding:scheme_list", narrowing=("q",))
        findable("funding:scheme_page", findable_schemes)
        keep_out(
            "/mijn/",
            "/aanvragen/",
            "/verzoek/",
            "/werkgevers/*/",
            "/werkgever-vraagt/",
            "/bestanden/",
            "/opleidingen/*/aanvragen/",
            "/opleidingen/*/wat-kost-het-jou/",
            "/waar-heb-ik-recht-op/*/",
            "/uitkomst-bewaren/",
            "/uitkomst-delen/",
            "/terug/",
            "/hoe-gaat-het/",
            "/partner/",
            "/wat-als/",
            "/regelingen/*/klopt-niet/",
            "/regelingen/*/laat-het-me-weten/",
        )
        tells_due(fund_due)
        holds_sealed(payments.reseal)
        holds_sealed(webhooks.reseal)
        register_work(fund_work)
        register_work(figures_work)
        register_work(partner_work)
        register_work(pool_work)
        append_only(
            *(
                f"funding_{table}"
                for table in (
                    "ledgerentry",
                    "ceilingchange",
                    "decision",
                    "preparation",
                    "returned",
                    "letter",
                    "replan",
                    *("sampledraw", "proposalanswer"),
                )
            )
        )
