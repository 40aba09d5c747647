"""The rules of the demonstration programme: made up, in the shape of real ones."""

from datetime import date

from samverka.ground.programme.models import (
    CostCategory,
    Country,
    Criterion,
    Limit,
    OrganisationType,
    Programme,
    RuleSet,
)

SOURCE = "Rules of the demonstration, section 2"
COUNTRIES = ["BW", "KE", "UG", "ZA", "ZM", "TZ", "BA", "UA", "CO", "GT"]
CATEGORIES = [
    ("travel", "Resor", "Travel"),
    ("lodging", "Logi", "Accommodation"),
    ("working_hours", "Arbetsinsatser", "Working hours"),
    ("activities", "Aktiviteter och lokaler", "Activities and venues"),
    ("interpretation", "Tolkning och översättning", "Interpretation and translation"),
    ("audit", "Revision", "Audit"),
]
CRITERIA = [
    ("anchoring", "Förankring hos båda parter", "Anchoring on both sides", 2),
    ("mutual_benefit", "Gemensamt problem och ömsesidig nytta", "Shared problem and mutual benefit", 2),
    ("core_areas", "Koppling till kärnområdena", "Link to the core areas", 1),
    ("feasibility", "Genomförbarhet och budget", "Feasibility and budget", 1),
    ("sustainability", "Hållbara resultat och spridning", "Lasting results and dissemination", 1),
]
# scope, kind, amount in SEK, region group, from how many parties, cost category
LIMITS = [
    (Limit.Scope.YEAR, Limit.Kind.MAXIMUM, 500_000, "", 2, ""),
    (Limit.Scope.YEAR, Limit.Kind.MAXIMUM, 650_000, "", 3, ""),
    (Limit.Scope.YEAR, Limit.Kind.MAXIMUM, 450_000, Country.RegionGroup.EUROPE, 2, ""),
    (Limit.Scope.YEAR, Limit.Kind.MAXIMUM, 600_000, Country.RegionGroup.EUROPE, 3, ""),
    (Limit.Scope.CASE, Limit.Kind.MAXIMUM, 1_800_000, "", 2, ""),
    (Limit.Scope.YEAR, Limit.Kind.GUIDE, 150_000, "", 2, "working_hours"),
    (Limit.Scope.YEAR, Limit.Kind.GUIDE, 200_000, "", 3, "working_hours"),
]


def make_rule_set(programme: Programme, *, valid_from: date) -> RuleSet:
    """Make the one rule set of the demonstration: projects of up to three years."""
    rule_set = RuleSet.objects.create(
        programme=programme,
        case_type=programme.case_types.get(code="project"),
        name_sv=f"Regler för projekt {valid_from.year}",
        name_en=f"Rules for projects {valid_from.year}",
        source=SOURCE,
        valid_from=valid_from,
        reports_early=True,  # So that whoever tries it out can walk the whole way on one day.
        appeal_text_sv="Skriv till programmet inom tre veckor om ni vill att beslutet prövas igen.",
        appeal_text_en="Write to the programme within three weeks if you want the decision to be reviewed.",
    )
    rule_set.countries.set(Country.objects.filter(code__in=COUNTRIES))
    rule_set.applicant_types.set(OrganisationType.objects.filter(can_apply=True))
    rule_set.partner_types.set(OrganisationType.objects.all())
    categories = {
        code: CostCategory.objects.create(
            rule_set=rule_set, code=code, name_sv=name_sv, name_en=name_en, position=position
        )
        for position, (code, name_sv, name_en) in enumerate(CATEGORIES)
    }
    for scope, kind, amount, region, parties, category in LIMITS:
        Limit.objects.create(
            rule_set=rule_set,
            scope=scope,
            kind=kind,
            amount=amount * 100,
            region_group=region,
            parties_from=parties,
            category=categories.get(category),
            source=SOURCE,
        )
    for position, (code, name_sv, name_en, weight) in enumerate(CRITERIA):
        Criterion.objects.create(
            rule_set=rule_set, code=code, name_sv=name_sv, name_en=name_en, weight=weight, position=position
        )
    return rule_set
