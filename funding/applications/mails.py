from django.urls import reverse

from funding.applications.models import Application
from portal.mail.actions import send_mail


def tell_learner(application: Application, template: str, path: str = "", **more: object) -> None:
    """Mail the learner of an application in their language, with the way to ``path`` (else to the application).

    ``more`` is what the template says beside name and number. Nobody is told once the learner is gone; the
    application comes with its learner.
    """
    learner = application.learner
    if learner is None:
        return
    send_mail(
        template,
        to=learner.email,
        context={
            "name": application.learner_name,
            "number": application.number,
            "origin": application.origin,
            "path": path or reverse("funding:application", args=[application.pk]),
            **more,
        },
        language=learner.language,
    )
