"""Making the plan: looking up everything that a row names, and comparing with what is there. Writes nothing."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from samverka.ground.common.folding import fold
from samverka.ground.programme.models import CaseType, Country, Goal, Programme, ProjectArea, Tag, Target, Topic
from samverka.stages.projects.importing.comparing import changes_between
from samverka.stages.projects.importing.names import Names, Unclear, why_same
from samverka.stages.projects.importing.plans import Party, Plan, PlannedCase, Verb
from samverka.stages.projects.importing.rows import Row, Sheet
from samverka.stages.projects.importing.titles import composed, titles_of
from samverka.stages.projects.models import Case, Commitment
from samverka.stages.projects.states import State

# What files call the kinds of case, and what programmes call them.
KINDS = {"preparation": "inception", "topup": "top_up", "top-up": "top_up", "steering": "steering_group"}


class Planner:
    """Turns the rows of one file into a plan for one programme."""

    def __init__(self, programme: Programme) -> None:
        self.plan = Plan(programme)
        self.programme = programme
        self.names = Names(programme.home_country)
        self.countries = _by_word(Country.objects.all(), "code", "alpha3", "name_sv", "name_en")
        self.areas = _by_word(ProjectArea.objects.all(), "code", "name_sv", "name_en")
        self.topics = _by_word(Topic.objects.all(), "code", "name_sv", "name_en")
        self.tags = _by_word(Tag.objects.all(), "code", "name_sv", "name_en")
        self.goals = _by_word(Goal.objects.all(), "code")
        self.targets = _by_word(Target.objects.select_related("goal"), "code")
        self.case_types = _by_word(programme.case_types.all(), "code", "name_sv", "name_en")
        kept = Case.objects.filter(programme=programme).select_related("network", "case_type")
        kept = kept.prefetch_related("parties", "countries", "areas", "topics", "goals", "targets", "tags")
        kept = kept.prefetch_related("commitments")
        self.kept = {case.reference: case for case in kept}

    def plan_sheet(self, sheet: Sheet) -> Plan:
        """Return what the file would do, row by row."""
        for column in sheet.unknown_columns:
            self.plan.say(
                Verb.NOTE, 0, "", _("The column “%(name)s” is not known; nothing in it is read.") % {"name": column}
            )
        for row in sheet.rows:
            self._plan_row(row)
        return self.plan

    def _plan_row(self, row: Row) -> None:
        """Plan one case, or say every reason why not."""
        problems = list(row.problems)
        countries = [one for text in row.countries if (one := self._term(self.countries, text, _("country"), problems))]
        parties = list(self._parties(row, countries, problems))
        case_type = self._case_type(row, problems)
        terms = {
            "countries": self._foreign_countries(parties, countries),
            "areas": self._terms(self.areas, row.areas, _("project area"), problems),
            "topics": self._terms(self.topics, row.topics, _("topic"), problems),
            **self._goals(row, problems),
        }
        if row.tags is not None:
            terms["tags"] = self._terms(self.tags, row.tags, _("tag"), problems)
        if not (row.title or parties):
            problems.append(_("Neither a title nor a partner is given. Give one of the two."))
        reference = f"{self.programme.reference_prefix}-{row.id}"
        case = self.kept.get(reference)
        if case and case.state != State.RECORDED:
            problems.append(
                _("The case %(reference)s runs in this system. Change it there.") % {"reference": reference}
            )
        if problems:
            for problem in problems:
                self.plan.say(Verb.REFUSE, row.number, row.id, problem)
            return
        is_top_up = bool(case_type and case_type.code == "top_up")
        kind = Commitment.Kind.TOP_UP if is_top_up else Commitment.Kind.GRANT
        fields = {**self._fields(row, parties, terms["countries"]), "case_type": case_type}
        planned = PlannedCase(row.number, reference, fields, parties, terms, row.network, row.amount, kind, case)
        self._decide(planned, row, self._leave_edited(planned))

    def _leave_edited(self, planned: PlannedCase) -> list[str]:
        """Take what a person has changed in the case as it is; return where the file says something else."""
        left = []
        for name in planned.case.edited if planned.case else []:
            kept = getattr(planned.case, name)
            if name in planned.fields and planned.fields[name] != kept:
                planned.fields[name] = kept
                left.append(name)
            elif name in planned.terms and set(planned.terms[name]) != set(kept.all()):
                planned.terms[name] = list(kept.all())
                left.append(name)
        return left

    def _decide(self, planned: PlannedCase, row: Row, left: list[str]) -> None:
        title = planned.fields["title_en"] or planned.fields["title_sv"]
        if planned.case is None:
            self.plan.say(Verb.CREATE, row.number, row.id, _("case “%(title)s”") % {"title": title})
        else:
            planned.changes = changes_between(planned, planned.case)
            verb = Verb.CHANGE if planned.changes else Verb.KEEP
            more = f": {', '.join(planned.changes)}" if planned.changes else ""
            if left:
                more += _("; left as a person has changed it: %(fields)s") % {"fields": ", ".join(left)}
            self.plan.say(verb, row.number, row.id, _("case “%(title)s”") % {"title": title} + more)
        self.plan.cases.append(planned)

    # --- Parties -----------------------------------------------------------------------------------------------------

    def _parties(self, row: Row, countries: list[Country], problems: list[str]) -> Iterator[Party]:
        """Yield the parties, the home side first, each once; what is unclear becomes a problem."""
        home = self.programme.home_country
        sought = [(text, home, True) for text in row.home_partners]
        if row.partners and len(countries) not in (1, len(row.partners)):
            if not row.countries or len(countries) == len(row.countries):
                problems.append(
                    _("%(partners)s international partners, %(countries)s countries: name one, or one for each.")
                    % {"partners": len(row.partners), "countries": len(countries)}
                )
        else:
            each = countries * len(row.partners) if len(countries) == 1 else countries
            sought += [(text, country, False) for text, country in zip(row.partners, each, strict=False)]
        seen = []
        for text, country, is_home in sought:
            try:
                found, is_new = self.names.find(text, country)
            except Unclear as why:
                problems.append(str(why))
                continue
            self._say_who(row, text, found, is_new)
            if found not in seen:
                seen.append(found)
                yield Party(found, is_home)

    def _say_who(self, row: Row, text: str, found: Any, is_new: bool) -> None:
        where = {"name": found.name_en, "country": found.country.name_en, "text": text}
        reason = why_same(found, text)
        if is_new:
            self.plan.say(Verb.CREATE, row.number, row.id, _("organisation %(name)s (%(country)s)") % where)
        if reason:
            line = _("“%(text)s” is %(name)s (%(country)s): %(reason)s") % {**where, "reason": reason}
            self.plan.say(Verb.MERGE, row.number, row.id, line)

    def _foreign_countries(self, parties: list[Party], named: list[Country]) -> list[Country]:
        own = [party.organisation.country for party in parties if not party.is_home]
        return [one for one in dict.fromkeys([*own, *named]) if one != self.programme.home_country]

    # --- Words -------------------------------------------------------------------------------------------------------

    def _term(self, known: dict[str, Any], text: str, what: str, problems: list[str]) -> Any:
        found = known.get(fold(text))
        if found is None:
            problems.append(_("“%(text)s” is no %(what)s that is known here.") % {"text": text, "what": what})
        return found

    def _terms(self, known: dict[str, Any], texts: list[str], what: str, problems: list[str]) -> list[Any]:
        return list(dict.fromkeys(one for text in texts if (one := self._term(known, text, what, problems))))

    def _goals(self, row: Row, problems: list[str]) -> dict[str, list[Any]]:
        """Return goals and targets; “16 - Peace, justice” is goal 16, and 4.7 is a target of goal 4."""
        codes = [text.partition(" ")[0] for text in row.goals]
        targets = self._terms(self.targets, [code for code in codes if "." in code], _("target"), problems)
        goals = self._terms(self.goals, [code for code in codes if "." not in code], _("global goal"), problems)
        return {"goals": list(dict.fromkeys([*goals, *(target.goal for target in targets)])), "targets": targets}

    def _case_type(self, row: Row, problems: list[str]) -> CaseType | None:
        if not row.kind:
            return None
        found: CaseType | None = self._term(
            self.case_types, KINDS.get(fold(row.kind), row.kind), _("kind of case"), problems
        )
        return found

    def _fields(self, row: Row, parties: list[Party], countries: list[Country]) -> dict[str, Any]:
        title_sv, title_en = self._titles(row, parties, countries)
        return {
            "title_sv": title_sv,
            "title_en": title_en,
            "start_year": row.start_year,
            "end_year": row.end_year,
            "decided_text": row.decided_text,
            "source": row.source,
        }

    def _titles(self, row: Row, parties: list[Party], countries: list[Country]) -> tuple[str, str]:
        """Return the title as printed, or one made of the parties; where one side is unknown, its country stands in."""
        names_sv, names_en = [party.short_names[0] for party in parties], [party.short_names[1] for party in parties]
        if row.title:
            return titles_of(row.title, [*names_sv, *names_en])
        if all(party.is_home for party in parties):
            names_sv += [country.name_sv for country in countries]
            names_en += [country.name_en for country in countries]
        return composed(names_sv), composed(names_en)


def _by_word(rows: Any, *fields: str) -> dict[str, Any]:
    """Return the rows by each word that may stand for them; a code goes before a name."""
    found: dict[str, Any] = {}
    for name in fields:
        for row in rows:
            found.setdefault(fold(getattr(row, name)), row)
    return found
