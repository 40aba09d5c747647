"""Keeping what is made from one edition of the catalogue."""

from samverka.faces.website.keeping import KeptForEdition


def test_made_once_for_each_key_until_the_next_edition():
    kept, made = KeptForEdition(most=9), []

    def ask(token, key):
        return kept.get(token, key, lambda: made.append((token, key)) or len(made))

    assert [ask("a", 1), ask("a", 2), ask("a", 1), ask("b", 1), ask("b", 1)] == [1, 2, 1, 3, 3]
    assert made == [("a", 1), ("a", 2), ("b", 1)]


def test_not_more_than_so_many_are_kept():
    kept = KeptForEdition(most=3)
    for key in range(50):
        assert kept.get("a", key, lambda key=key: -key) == -key
        assert len(kept._things) <= 4
