"""What is made up for a demonstration never passes for a fact: wherever it is counted, one sentence says how much."""

from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samverka.ground.common.bilingual import current_language
from samverka.ground.common.money import format_money
from samverka.stages.catalogue.figures import Pair

# Said of a thing in linked data.
NO_SUCH_THING = gettext_lazy("Made up for a demonstration; nothing like it exists.")


def about_made_up(sums: Pair) -> str:
    """Return how many of the cases, and how much of the money, are made up; nothing when none are."""
    cases = sums.all.cases - sums.real.cases
    if not cases:
        return ""
    facts = {
        "number": number_format(cases, use_l10n=True, force_grouping=True),
        "all": number_format(sums.all.cases, use_l10n=True, force_grouping=True),
        "amount": _amounts(sums),
    }
    if not facts["amount"]:
        text = ngettext(
            "%(number)s of the %(all)s cases is made up for the demonstration.",
            "%(number)s of the %(all)s cases are made up for the demonstration.",
            cases,
        )
    else:
        text = ngettext(
            "%(number)s of the %(all)s cases, and %(amount)s of the money, is made up for the demonstration.",
            "%(number)s of the %(all)s cases, and %(amount)s of the money, are made up for the demonstration.",
            cases,
        )
    return text % facts


def _amounts(sums: Pair) -> str:
    """Return the money that is made up, one amount for each currency."""
    amounts = []
    for currency, granted in sorted(sums.all.granted.items()):
        if made_up := granted - sums.real.granted.get(currency, 0):
            amounts.append(format_money(made_up, currency, current_language()))
    return get_text_list(amounts, _("and"))
