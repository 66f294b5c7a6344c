from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "courses"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from courses import access, own_data
        from courses.feeds.due import feeds_due
        from courses.feeds.pages import feeds_work
        from courses.hiding.pages import hiding_work
        from courses.home import starting_soon
        from courses.privacy import catalogue_privacy, catalogue_terms
        from courses.route import saved, saved_part, shows_courses
        from courses.saved.actions import move_along
        from courses.search.criteria import IN_ADDRESS
        from portal.digest.due import tells_due
        from portal.own_data.holding import holds
        from portal.pages.findable import findable, keep_out
        from portal.pages.home import show_on_home
        from portal.pages.privacy import tells_privacy
        from portal.people.route import on_route
        from portal.people.work import register_work

        user_logged_in.connect(move_along)
        show_on_home(starting_soon)
        tells_privacy(catalogue_privacy)
        holds(own_data.sheets, own_data.erase, catalogue_terms, came=own_data.came)
        shows_courses(saved)
        on_route(saved_part)
        findable("courses:catalogue", narrowing=IN_ADDRESS)
        tells_due(feeds_due)
        register_work(feeds_work)
        register_work(hiding_work)
        closed = ("bewaard", "vergelijken", "feeds", "verborgen", "zoekopdracht", "vraag", "*/vraag")
        keep_out(*(f"/opleidingen/{path}/" for path in closed))
        keep_out("/opleidingen/aanbod/edudex.xml", "/opleidingen/aanbod/opleidingen.csv")
        findable("courses:exports")
        findable("courses:course", access.findable_courses)
