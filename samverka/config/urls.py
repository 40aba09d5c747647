"""The addresses of Samverka, by who they are for."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("", include("samverka.faces.website.urls_plain")),
    path("portal/", include("samverka.faces.portal.urls")),
    path("office/", include("samverka.faces.office.urls")),
    path("opendata/", include("samverka.faces.opendata.urls")),
    path("accounts/", include("samverka.faces.portal.account.urls")),
    path("accounts/", include("allauth.urls")),
    *i18n_patterns(path("", include("samverka.faces.website.urls"))),
]

if settings.DEMO:
    urlpatterns.append(path("demo/", include("samverka.demo.urls")))
