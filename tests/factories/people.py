"""People of the cast as a test wants them."""

from tests.factories.remembered import remembered


@remembered
def reading_in(cast, person, language):
    """Let a person read everything in this language."""
    person.language = language
    person.save(update_fields=["language"])
    return person
