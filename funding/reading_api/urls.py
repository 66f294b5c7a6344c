from django.urls import path

from funding.reading_api import views

app_name = "fund_api"
urlpatterns = [
    path("", views.service, name="service"),
    path("openapi.json", views.openapi, name="document"),
    path("applications", views.applications, name="applications"),
    path("applications/<uuid:pk>", views.application, name="application"),
    path("lines", views.lines, name="lines"),
    path("lines/<uuid:pk>", views.line, name="line"),
    path("decisions", views.decisions, name="decisions"),
    path("decisions/<uuid:pk>", views.decision, name="decision"),
    path("payments", views.payments, name="payments"),
    path("payments/<uuid:pk>", views.payment, name="payment"),
    path("<path:rest>", views.unknown, name="unknown"),
]
