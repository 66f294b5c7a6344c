"""A form that has to be shown again by another request: what was typed waits in the session, for one view.

Two ways lead here. After a mistake the browser is sent to the form's own address, so that going back, reloading or
changing the language never asks to send the form again. And a form that was sent after the session had ended waits
until the person is back from the log-in.
"""

from django.http import HttpRequest, QueryDict

SESSION_KEY = "kept_form"
#: More than this is no form of ours.
LONGEST = 20_000
#: Field in which a form says whose it is; such a form is given back to that person only.
TYPED_BY = "typed_by"


def keep(request: HttpRequest) -> bool:
    """Keep the posted fields for this address; a log-in takes them along. False when there is too much to keep."""
    fields = request.POST.copy()
    fields.pop("csrfmiddlewaretoken", None)
    text = fields.urlencode()
    if len(text) > LONGEST:
        return False
    request.session[SESSION_KEY] = {"address": request.get_full_path(), "fields": text}
    return True


def keep_mistakes(request: HttpRequest) -> bool:
    """True when the fields wait for this address, where the browser now has to go; else answer with the form itself.

    With htmx the answer takes the place of the form and is no page to go back to.
    """
    return not getattr(request, "htmx", False) and keep(request)


def typed(request: HttpRequest) -> QueryDict | None:
    """What this request posts, or what was posted here before and has to be shown again; else None.

    Nothing is given back to somebody else than who typed it, where the form says who that was.
    """
    return request.POST if request.method == "POST" else _take(request)


def _take(request: HttpRequest) -> QueryDict | None:
    kept = request.session.get(SESSION_KEY)
    if request.method != "GET" or not kept or kept.get("address") != request.get_full_path():
        return None
    del request.session[SESSION_KEY]
    fields = QueryDict(kept["fields"])
    return fields if fields.get(TYPED_BY, str(request.user.pk)) == str(request.user.pk) else None
