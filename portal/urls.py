"""Every address of the portal. Dutch, because people read them."""

from django.urls import URLPattern, URLResolver, include, path

from portal.pages import errors
from portal.people.language import set_language

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz/", include("portal.record.urls")),
    path("", include("portal.pages.urls")),
    path("opleidingen/", include("courses.urls")),
    path("api/ooapi/v5/", include("courses.exports.ooapi.urls")),
    path("api/fonds/v1/", include("funding.reading_api.urls")),
    path("", include("intake.urls")),
    path("", include("funding.urls")),
    path("taal/setlang/", set_language, name="set_language"),
    path("account/", include("portal.people.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.failed
