"""One server with two handlers: Samverka with its middleware, and the bare view without any."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
whole = get_wsgi_application()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402 - needs the settings
from django.test import override_settings  # noqa: E402

with override_settings(MIDDLEWARE=[]):
    without_middleware = WSGIHandler()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Hand the bare view to the handler without middleware, everything else to Samverka."""
    handler = without_middleware if environ["PATH_INFO"] == "/bare/" else whole
    return handler(environ, start_response)
