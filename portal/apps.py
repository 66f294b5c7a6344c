from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from portal.digest.broken import broken_here
        from portal.digest.due import tells_due
        from portal.own_data.holding import holds
        from portal.own_data.of_account import account_sheet, leave_account
        from portal.pages.findable import findable, keep_out
        from portal.pages.privacy import tells_privacy
        from portal.people.language import keep_language
        from portal.people.privacy import portal_privacy, portal_terms
        from portal.people.work import portal_work, register_work

        user_logged_in.connect(keep_language)
        holds(account_sheet, leave_account, portal_terms)
        tells_privacy(portal_privacy)
        tells_due(broken_here)
        register_work(portal_work)
        for name in ("home", "difficult_words", "accessibility", "privacy"):
            findable(f"portal:{name}")
        keep_out("/account/", "/medewerkers/", "/demo/", "/welkom/", "/taal/")
