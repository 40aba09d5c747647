"""The door for the web server."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverka.config.settings")
application = get_wsgi_application()

# Every page is loaded now, and not while somebody waits. What is there by now stays for ever: left out of the
# collector's rounds, these are short and come often, so that less waits to be let go.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
