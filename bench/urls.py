"""The addresses of Samverka, and the bare view."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from samverka.config.urls import urlpatterns as of_samverka


def bare(request: HttpRequest) -> HttpResponse:
    """Answer “ok” after one SELECT: what Django costs before anything of ours."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return HttpResponse("ok")


urlpatterns = [path("bare/", bare), *of_samverka]
