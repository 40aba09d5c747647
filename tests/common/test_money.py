import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverka.ground.common.money import format_money, parse_money, split


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1 234,50", 123450),
        ("1\u00a0234,50", 123450),
        ("1,234.50", 123450),
        ("1.234,50", 123450),
        ("1.234.567", 123456700),
        ("1,234,567", 123456700),
        ("2 550 000 kr", 255000000),
        ("SEK 12.5", 1250),
        ("-300", -30000),
        ("−300", -30000),
        ("0", 0),
    ],
)
def test_parse_money_reads_what_people_type(text, amount):
    assert parse_money(text) == amount


@pytest.mark.parametrize("text", ["", "twelve", "1 234,567", "12 EUR", "€ 12", "1,2,3", "12..5", "1e5", "."])
def test_parse_money_says_what_to_write(text):
    with pytest.raises(ValueError, match="Write the amount"):
        parse_money(text)


@given(st.integers(-(10**14), 10**14), st.sampled_from(["sv", "en"]), st.sampled_from(["SEK", "EUR", "UGX"]))
def test_what_is_shown_reads_back_as_the_same_amount(amount, language, currency):
    assert parse_money(format_money(amount, currency, language), currency) == amount


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**9), min_size=1).filter(any))
def test_split_parts_always_add_up_and_are_fair(total, weights):
    parts = split(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - total * weight) < sum(weights)


def test_split_refuses_weights_that_mean_nothing():
    with pytest.raises(ValueError, match="weights"):
        split(100, [0, 0])
