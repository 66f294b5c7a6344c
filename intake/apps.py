from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "intake"

    def ready(self) -> None:
        from courses import travel
        from courses.route import shows_courses
        from intake import access, own_data
        from intake.agenda.home import advisers, agenda_work
        from intake.consents.uses import register_uses
        from intake.due import adviser_due
        from intake.fund_forms.work import fund_form_work
        from intake.orientation.actions import take_along as take_orientation_along
        from intake.privacy import intake_privacy, intake_terms
        from intake.profile.joining import moves_along
        from intake.referring.work import referrers_work, referring_part
        from intake.route import consents_part, courses_part, helpers_part, interests_part, recommended, talks_part
        from intake.sharing.actions import take_along as take_shares_along
        from intake.sharing.work import shared_work
        from intake.steering.work import numbers_work
        from intake.teams.work import team_work
        from intake.together_access import may_act
        from portal.campaigns.enums import Step
        from portal.campaigns.steps import leads_to
        from portal.digest.due import tells_due
        from portal.own_data.holding import holds
        from portal.pages.findable import findable, keep_out
        from portal.pages.home import show_on_home
        from portal.pages.privacy import tells_privacy
        from portal.people.route import on_route
        from portal.people.work import register_work

        for name in ("book", "booking_check", "prove"):
            leads_to(Step.BOOKED, f"intake:{name}", "intake:appointment")
        tells_due(adviser_due)
        show_on_home(advisers)
        travel.lives(access.residence)
        register_work(agenda_work)
        register_work(shared_work)
        register_work(numbers_work)
        for part in (talks_part, courses_part, interests_part, consents_part):
            on_route(part)
        tells_privacy(intake_privacy)
        holds(own_data.sheets, own_data.erase, intake_terms, used=own_data.used, came=own_data.came)
        shows_courses(recommended)
        on_route(helpers_part)
        for name in ("catalogue", "course", "compare", "calendar"):
            may_act(f"courses:{name}")
        may_act(
            "portal:home",
            "portal:difficult_words",
            "portal:accessibility",
            "portal:privacy",
            "portal:offline",
            "portal:worker",
        )
        register_uses()
        register_work(team_work)
        register_work(referrers_work)
        register_work(fund_form_work)
        on_route(referring_part)
        moves_along(take_orientation_along)
        moves_along(take_shares_along)
        findable("intake:orient")
        findable("intake:interests")
        keep_out(
            "/orienteren/afspraak/",
            "/orienteren/terugbellen/",
            "/orienteren/plek/",
            "/orienteren/uitnodiging/",
            "/delen/",
            "/agenda/",
            "/samen/",
            "/orienteren/wachtlijst/",
            "/uitnodiging/",
            "/verwijzen/",
            "/sms/",
        )
