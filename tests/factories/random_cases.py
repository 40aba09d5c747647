"""Cases at random, with all that can be unknown, hidden or odd, for tests of sums."""

import random
from datetime import UTC, date, datetime, timedelta

from samverka.ground.programme.models import CaseType, Country, Goal, ProjectArea
from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.models import Case, CaseParty, Commitment
from samverka.stages.projects.models.cases import Shown
from samverka.stages.projects.states import State
from tests.factories.remembered import remembered

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@remembered
def random_cases(cast, seed, number):
    """Make `number` cases, the same for each seed. Some are unpublished, under embargo, withdrawn or hidden."""
    chance = random.Random(seed)
    home = cast.programme.home_country
    homes = list(Organisation.objects.filter(country=home).order_by("pk")[:4])
    abroad = list(Organisation.objects.exclude(country=home).order_by("pk")[:4])
    terms = {
        "countries": list(Country.objects.order_by("pk")[:5]),
        "areas": list(ProjectArea.objects.order_by("pk")[:4]),
        "goals": list(Goal.objects.order_by("pk")[:5]),
    }
    partnerships = [
        Partnership.objects.create(
            programme=cast.programme, slug=f"random-{one}", title_sv=f"R{one}", title_en=f"R{one}",
            parties_key=f"random-{one}", is_public=one != 0, changed_at=AT,
        )
        for one in range(5)
    ]  # fmt: skip
    for one in range(number):
        start = chance.choice([None, 2019, 2021])
        case = Case.objects.create(
            programme=cast.programme,
            partnership=chance.choice([None, *partnerships]),
            case_type=chance.choice([None, CaseType.objects.first()]),
            reference=f"RANDOM-{one}",
            state=State.RECORDED,
            title_sv=f"Ärende {one}",
            title_en=f"Case {one}",
            summary_sv=chance.choice(["", "Sammanfattning"]),
            start_year=start,
            end_year=start and chance.choice([None, start + 2]),
            decided_text=chance.choice(["", "", "2019", "2020-05", "2021-03-04"]),
            shown=chance.choice([*[Shown.ALL] * 5, Shown.NO_PLACE, Shown.NOTHING]),
            published_at=chance.choice([*[AT - timedelta(days=9)] * 7, None]),
            embargo_until=chance.choice([*[None] * 6, AT - timedelta(days=1), datetime(2099, 1, 1, tzinfo=UTC)]),
            changed_at=AT,
        )
        if chance.random() < 0.08:
            Case.objects.filter(pk=case.pk).update(
                withdrawn_at=AT, withdrawn_reason_sv="Fel", withdrawn_reason_en="Wrong"
            )
        for name, known in terms.items():
            getattr(case, name).set(chance.sample(known, chance.choice([0, 1, 1, 2, 3])))
        parties = chance.sample(homes, chance.choice([0, 1, 1, 2])) + chance.sample(abroad, chance.choice([0, 1, 2]))
        for position, organisation in enumerate(parties):
            CaseParty.objects.create(
                case=case, organisation=organisation, position=position, is_home=organisation in homes
            )
        for _each in range(chance.choice([0, 0, 1, 1, 2, 3])):
            Commitment.objects.create(
                case=case,
                amount=chance.randrange(-50_000_00, 3_000_000_00),
                currency=chance.choice(["SEK", "SEK", "EUR"]),
                committed_on=chance.choice([None, date(2020, 1, 1), date(2021, 12, 31), date(2024, 7, 1)]),
            )
