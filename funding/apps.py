from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "funding"

    def ready(self) -> None:
        from courses.estimates import register
        from funding import own_data
        from funding.applications.consents import register_uses
        from funding.applications.drafts import carry_drafts
        from funding.applications.route import applications_part, papers_part
        from funding.check.estimating import Estimator
        from funding.check.example import example_on_home
        from funding.decisions.work import figures_work, fund_work
        from funding.scheme_access import findable_schemes
        from intake.profile.joining import moves_along
        from portal.own_data.holding import holds
        from portal.pages.findable import findable, keep_out
        from portal.pages.home import show_on_home
        from portal.people.route import on_route
        from portal.people.work import register_work
        from portal.record.grants import append_only

        register(Estimator())
        register_uses()
        moves_along(carry_drafts)
        show_on_home(example_on_home)
        holds(own_data.sheets, own_data.erase, running=own_data.what_runs, kept=own_data.what_stays)
        on_route(applications_part)
        on_route(papers_part)
        findable("funding:entitlements")
        findable("funding:scheme_list", narrowing=("q",))
        findable("funding:scheme_page", findable_schemes)
        keep_out(
            "/mijn/",
            "/aanvragen/",
            "/verzoek/",
            "/bestanden/",
            "/opleidingen/*/aanvragen/",
            "/opleidingen/*/wat-kost-het-jou/",
            "/waar-heb-ik-recht-op/*/",
            "/uitkomst-bewaren/",
            "/uitkomst-delen/",
            "/terug/",
            "/regelingen/*/klopt-niet/",
        )
        register_work(fund_work)
        register_work(figures_work)
        append_only(
            *(
                f"funding_{table}"
                for table in ("ledgerentry", "ceilingchange", "decision", "preparation", "returned", "letter", "replan")
            )
        )
