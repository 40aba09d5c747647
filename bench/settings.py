"""The settings of a real installation, with one more address: the bare view beside which pages are measured."""

import os

from samverka.config.settings import *  # noqa: F403 - the settings, with this exception

ROOT_URLCONF = "bench.urls"
DEMO = False
OFFICE_NEEDS_SECOND_FACTOR = False
if os.environ.get("BENCH_CONNECTS_ANEW"):
    DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
