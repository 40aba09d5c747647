import pytest

from samverka.ground.common.folding import fold, same_spelling
from samverka.ground.common.snapshots import content_hash


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("ÅMÅL", "Åmål"), ("ČAČAK", "čačak"), ("КИЇВ", "київ"), ("vracar", "Vračar"), ("MALMO", "Malmö")],
)
def test_fold_finds_a_name_in_either_case_and_without_accents(typed, stored):
    assert fold(typed) == fold(stored)


def test_same_spelling_keeps_habo_and_haabo_apart():
    assert same_spelling("HÅBO  kommun") == same_spelling("Håbo kommun")
    assert same_spelling("Habo kommun") != same_spelling("Håbo kommun")


def test_content_hash_does_not_depend_on_order_and_sees_every_change():
    assert content_hash({"a": 1, "b": [1, 2]}) == content_hash({"b": [1, 2], "a": 1})
    assert content_hash({"b": [2, 1]}) != content_hash({"b": [1, 2]})
