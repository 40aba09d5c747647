"""Counts of the public cases, taken straight from the rows, without the code of the map."""

from collections import defaultdict

import pytest

from samverka.stages.projects.models import Case


@pytest.fixture
def counted_by_hand():
    """Return a function that counts cases and partnerships by country in Python, from rows that it is given."""

    def counted_by_hand(cases):
        found, partnerships = defaultdict(int), defaultdict(set)
        for case in Case.objects.filter(pk__in=[one.pk for one in cases]):
            for country in case.countries.all():
                found[country.code] += 1
                if case.partnership and case.partnership.is_public:
                    partnerships[country.code].add(case.partnership_id)
        return {code: (number, len(partnerships[code])) for code, number in found.items()}

    return counted_by_hand
