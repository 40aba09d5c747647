"""Sentences of rules are compared in English, whatever language a page shown before was in."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english():
    """Speak English, as a fresh process does."""
    with translation.override("en"):
        yield
