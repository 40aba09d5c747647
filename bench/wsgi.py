"""One server with two handlers: Samverka with its middleware, and the bare view without any."""

import os
from collections.abc import Callable, Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from samverka.config.wsgi import application as whole

# Not with `override_settings`: what is for tests would weigh in the workers that are measured.
kept, settings.MIDDLEWARE = settings.MIDDLEWARE, []
without_middleware = WSGIHandler()
settings.MIDDLEWARE = kept


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Hand the bare view to the handler without middleware, everything else to Samverka."""
    handler = without_middleware if environ["PATH_INFO"] == "/bare/" else whole
    return handler(environ, start_response)
