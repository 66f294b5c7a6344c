from django.urls import path

from courses.views import catalogue, course

app_name = "courses"
urlpatterns = [
    path("", catalogue, name="catalogue"),
    path("<uuid:pk>/", course, name="course"),
]
