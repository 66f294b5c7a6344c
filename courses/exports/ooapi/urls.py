from django.urls import path

from courses.exports.ooapi import views

SPECIFIED = "education-specifications/<uuid:pk>"

app_name = "ooapi"
urlpatterns = [
    path("", views.service, name="service"),
    path("openapi.json", views.openapi, name="document"),
    path("organizations", views.organizations, name="organizations"),
    path("organizations/<uuid:pk>", views.organization, name="organization"),
    path("education-specifications", views.education_specifications, name="education_specifications"),
    path(SPECIFIED, views.education_specification, name="education_specification"),
    path(f"{SPECIFIED}/courses", views.specified, {"kind": "courses"}, name="specified_courses"),
    path(f"{SPECIFIED}/programs", views.specified, {"kind": "programs"}, name="specified_programs"),
    path("courses", views.courses, name="courses"),
    path("courses/<uuid:pk>", views.course, name="course"),
    path("courses/<uuid:pk>/offerings", views.offerings, {"kind": "course"}, name="course_offerings"),
    path("programs", views.programs, name="programs"),
    path("programs/<uuid:pk>", views.program, name="program"),
    path("programs/<uuid:pk>/offerings", views.offerings, {"kind": "program"}, name="program_offerings"),
    path("offerings/<uuid:pk>", views.offering, name="offering"),
    path("<path:rest>", views.unknown, name="unknown"),
]
