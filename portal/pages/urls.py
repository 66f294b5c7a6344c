from django.conf import settings
from django.urls import path

from portal.announcements import views as announcements
from portal.brands import views as brands
from portal.campaigns import views as campaigns
from portal.digest.views import failed, today
from portal.mail.views import caught_mail, caught_mails, returned
from portal.own_data import views as own_data
from portal.pages.offline import offline, worker
from portal.pages.robots import robots, sitemap_index, sitemap_section
from portal.pages.views import accessibility, after_login, difficult_words, home, privacy, style
from portal.people.views import StaffLoginView, invitation, route, second_factor, staff_home
from portal.texting.views import report

app_name = "portal"
urlpatterns = [
    path("", home, name="home"),
    path("merk/<slug:slug>.css", brands.brand_css, name="brand_css"),
    path("merk/<slug:slug>.svg", brands.mark, name="mark"),
    path("merk/<slug:slug>-<int:size>.png", brands.mark_picture, name="mark_picture"),
    path("merk/<slug:slug>.vol-<int:size>.png", brands.mark_picture, {"full": True}, name="full_mark_picture"),
    path("merk/<slug:slug>-<str:language>.png", brands.social_picture, name="social_picture"),
    path("merk/<slug:slug>.webmanifest", brands.manifest, name="manifest"),
    path("favicon.ico", brands.mark_icon, name="mark_icon"),
    path("sw.js", worker, name="worker"),
    path("offline/", offline, name="offline"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap_section, name="sitemap_section"),
    path("stijl/", style, name="style"),
    path("woorden/", difficult_words, name="difficult_words"),
    path("toegankelijkheid/", accessibility, name="accessibility"),
    path("privacy/", privacy, name="privacy"),
    path("welkom/", after_login, name="after_login"),
    path("mijn/", route, name="route"),
    path("mijn/gegevens/", own_data.own_data, name="own_data"),
    path("mijn/gegevens/downloaden/", own_data.download, name="download_own_data"),
    path("mijn/gegevens/verwijderen/", own_data.erase_own_data, name="erase_own_data"),
    path("mail/terug/", returned, name="returned_mail"),
    path("sms/<str:signed>/", report, name="text_report"),
    path("medewerkers/", staff_home, name="staff_home"),
    path("medewerkers/vandaag/", today, name="today"),
    path("medewerkers/vandaag/mislukt/", failed, name="failed"),
    path("medewerkers/berichten/", announcements.announcements, name="announcements"),
    path("medewerkers/berichten/nieuw/", announcements.announcement, name="new_announcement"),
    path("medewerkers/berichten/<uuid:pk>/", announcements.announcement, name="announcement"),
    path("medewerkers/berichten/<uuid:pk>/stoppen/", announcements.stop_announcement, name="stop_announcement"),
    path("medewerkers/campagnes/", campaigns.campaigns, name="campaigns"),
    path("medewerkers/campagnes/<uuid:pk>/", campaigns.campaign, name="campaign"),
    path("medewerkers/campagnes/<uuid:pk>/stoppen/", campaigns.end_campaign, name="end_campaign"),
    path("medewerkers/inloggen/", StaffLoginView.as_view(), name="staff_login"),
    path("medewerkers/tweede-stap/", second_factor, name="second_factor"),
    path("medewerkers/uitnodiging/<str:token>/", invitation, name="invitation"),
]
if settings.DEMO:
    urlpatterns += [
        path("demo/mail/", caught_mails, name="demo_mail"),
        path("demo/mail/<int:pk>/", caught_mail, name="demo_mail_message"),
    ]
