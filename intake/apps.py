from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "intake"

    def ready(self) -> None:
        from intake.agenda.home import advisers, agenda_work
        from portal.pages.findable import findable, keep_out
        from portal.pages.home import show_on_home
        from portal.people.work import register_work

        show_on_home(advisers)
        register_work(agenda_work)
        findable("intake:orient")
        keep_out("/orienteren/afspraak/")
