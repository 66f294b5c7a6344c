from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "courses"

    def ready(self) -> None:
        from courses import access
        from courses.home import starting_soon
        from courses.search.criteria import IN_ADDRESS
        from portal.pages.findable import findable
        from portal.pages.home import show_on_home

        show_on_home(starting_soon)
        findable("courses:catalogue", narrowing=IN_ADDRESS)
        findable("courses:course", access.findable_courses)
