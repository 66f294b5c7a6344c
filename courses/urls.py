from django.urls import path, re_path

from courses.exports.views import csv_export, edudex_export, exports
from courses.feeds import views as feeds
from courses.hiding.views import hidden, hide, show
from courses.questions.views import ask, question
from courses.saved.views import compare, keep, saved, shared, stop_search, watch
from courses.views import calendar, catalogue, course

ONE = r"(?P<kind>opleiding|opleider)/(?P<pk>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"

app_name = "courses"
urlpatterns = [
    path("", catalogue, name="catalogue"),
    path("aanbod/", exports, name="exports"),
    path("aanbod/edudex.xml", edudex_export, name="edudex_export"),
    path("aanbod/opleidingen.csv", csv_export, name="csv_export"),
    path("bewaard/", saved, name="saved"),
    path("lijst/", shared, name="shared"),
    path("vergelijken/", compare, name="compare"),
    path("feeds/", feeds.overview, name="feeds"),
    path("feeds/nieuw/", feeds.add, name="add_feed"),
    path("feeds/<int:pk>/", feeds.feed, name="feed"),
    path("feeds/<int:pk>/veranderen/", feeds.change, name="change_feed"),
    path("feeds/<int:pk>/koppeling/", feeds.mapping, name="feed_mapping"),
    path("feeds/<int:pk>/voorbeeld/", feeds.sample, name="feed_sample"),
    path("feeds/<int:pk>/doen/", feeds.do, name="do_feed"),
    path("feeds/<int:pk>/<uuid:run_pk>/", feeds.run, name="feed_run"),
    path("feeds/<int:pk>/<uuid:run_pk>/doen/", feeds.do_run, name="do_feed_run"),
    path("verborgen/", hidden, name="hidden"),
    re_path(rf"^verborgen/{ONE}/$", hide, name="hide"),
    re_path(rf"^verborgen/{ONE}/terug/$", show, name="show"),
    path("zoekopdracht/", watch, name="watch"),
    path("zoekopdracht/<uuid:token>/stoppen/", stop_search, name="stop_search"),
    path("vraag/<uuid:token>/", question, name="question"),
    path("<uuid:pk>/", course, name="course"),
    path("<uuid:pk>/vraag/", ask, name="ask"),
    path("<uuid:pk>/bewaren/", keep, name="keep"),
    path("<uuid:pk>/start/<uuid:session_pk>.ics", calendar, name="calendar"),
]
