"""The stems of words, also when several visitors search at the same time."""

import sys
from concurrent.futures import ThreadPoolExecutor

from samverka.stages.catalogue.words import stems_of

BEGINNINGS = ("skol", "kommun", "demokrat", "klimat", "water", "school", "municipal", "govern", "health", "librar")
ENDINGS = ("", "en", "ar", "arna", "ernas", "er", "ing", "ings", "ly", "ies", "ness", "ation", "et", "na")
WORDS = [f"{one}{other}{end}" for one in BEGINNINGS for other in ("", "sam", "mar") for end in ENDINGS]


def test_a_word_has_the_same_stems_whoever_asks_at_the_same_time():
    expected = {word: stems_of(word) for word in WORDS}
    stems_of.cache_clear()
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda _each: {word: stems_of.__wrapped__(word) for word in WORDS}, range(4)))
    finally:
        sys.setswitchinterval(usual)
    assert found == [expected] * 4
    assert stems_of("skolorna") & stems_of("skola")
