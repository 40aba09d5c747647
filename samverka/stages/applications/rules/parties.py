"""Which organisations may apply together: their countries and kinds, as the rule set of the call has it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Value
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samverka.ground.common.refusals import Problem
from samverka.ground.programme.models import RuleSet
from samverka.stages.calls.models import Call
from samverka.stages.calls.rules import problems_before_applying
from samverka.stages.organisations.models import Organisation

FEWEST_PARTIES = 2


@dataclass(frozen=True)
class Eligible:
    """Who may take part under a rule set: numbers of countries and of kinds of organisation."""

    countries: frozenset[int]
    applicant_types: frozenset[int]
    partner_types: frozenset[int]


def eligible(rule_set: RuleSet) -> Eligible:
    """Return who may take part under the rule set: three lists in one query, read once for each page."""
    if not hasattr(rule_set, "_eligible"):
        lists = [
            (RuleSet.countries.through, "country_id"),
            (RuleSet.applicant_types.through, "organisationtype_id"),
            (RuleSet.partner_types.through, "organisationtype_id"),
        ]
        parts = [
            through._base_manager.filter(ruleset=rule_set).annotate(part=Value(place)).values_list("part", column)
            for place, (through, column) in enumerate(lists)
        ]
        rows = set(parts[0].union(*parts[1:], all=True))
        rule_set._eligible = Eligible(  # type: ignore[attr-defined]
            *(frozenset(number for part, number in rows if part == place) for place in range(len(lists)))
        )
    found: Eligible = rule_set._eligible  # type: ignore[attr-defined]
    return found


def name_of(rule_set: RuleSet, source: str = "") -> str:
    """Return the rule set with its source and its dates, as a message names it."""
    named = {
        "name": rule_set.name,
        "source": source or rule_set.source,
        "from": _day(rule_set.valid_from),
        "until": _day(rule_set.valid_until) if rule_set.valid_until else "",
    }
    if rule_set.valid_until:
        return _("%(name)s, in force %(from)s to %(until)s. Source: %(source)s") % named
    return _("%(name)s, in force from %(from)s. Source: %(source)s") % named


def problems_before_starting(call: Call, organisations: Sequence[Organisation], *, at: datetime) -> list[Problem]:
    """Return why these organisations, the applicant first, cannot start an application in the call."""
    return [*problems_before_applying(call, at=at), *problems_with_parties(call, organisations)]


def problems_with_parties(call: Call, organisations: Sequence[Organisation]) -> list[Problem]:
    """Return why the organisations, the applicant first, cannot apply together."""
    if not organisations:
        return [Problem(_("Choose the organisation that applies."), "applicant")]
    applicant, *partners = organisations
    return [
        *problems_with_applicant(call, applicant),
        *(problem for partner in partners for problem in problems_with_partner(call, partner)),
        *_problems_with_company(call, organisations),
    ]


def problems_with_applicant(call: Call, applicant: Organisation) -> Iterator[Problem]:
    """Yield why the organisation cannot be the one that applies."""
    rules, home = call.rule_set, call.programme.home_country
    if applicant.country_id != home.pk:
        sentence = _("%(organisation)s cannot be the applicant: the applicant must be in %(country)s.")
        words = {"organisation": applicant.name, "country": home.name}
        yield Problem(sentence % words, "applicant", source=name_of(rules))
    if applicant.type_id not in eligible(rules).applicant_types:
        sentence = _("%(organisation)s is of the kind “%(kind)s”, which cannot apply in this call.")
        words = {"organisation": applicant.name, "kind": applicant.type.name}
        yield Problem(sentence % words, "applicant", source=name_of(rules))


def problems_with_partner(call: Call, partner: Organisation) -> Iterator[Problem]:
    """Yield why the organisation cannot be a partner."""
    rules, home = call.rule_set, call.programme.home_country_id
    if partner.country_id != home and partner.country_id not in eligible(rules).countries:
        sentence = _("%(organisation)s is in %(country)s, which is not among the partner countries of this call.")
        words = {"organisation": partner.name, "country": partner.country.name}
        yield Problem(sentence % words, "partners", source=name_of(rules))
    if partner.type_id not in eligible(rules).partner_types:
        sentence = _("%(organisation)s is of the kind “%(kind)s”, which cannot be a partner in this call.")
        words = {"organisation": partner.name, "kind": partner.type.name}
        yield Problem(sentence % words, "partners", source=name_of(rules))


def _problems_with_company(call: Call, organisations: Sequence[Organisation]) -> Iterator[Problem]:
    if len({one.pk for one in organisations}) < len(organisations):
        yield Problem(_("Name each organisation once."), "partners")
    home = call.programme.home_country
    if len(organisations) < FEWEST_PARTIES or all(one.country_id == home.pk for one in organisations):
        sentence = _("At least one partner must be in another country than %(country)s. Add a partner.")
        yield Problem(sentence % {"country": home.name}, "partners")
    if any(one.is_fictional != call.programme.is_demonstration for one in organisations):
        yield Problem(_("Made-up organisations take part in demonstrations only, and real ones never do."), "partners")
    for one in organisations:
        if one.successor_id:
            sentence = _("%(organisation)s has been replaced by another organisation. Choose that one.")
            yield Problem(sentence % {"organisation": one.name}, "partners")


def _day(day: date) -> str:
    return date_format(day, "j F Y")
