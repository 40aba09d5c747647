"""The newsroom laid out, as a migration and the first editor leave it."""

import pytest

from samverka.newsroom.loading import lay_out


@pytest.fixture
def homes(cast):
    """Return the page of each language, by its code."""
    return lay_out()
