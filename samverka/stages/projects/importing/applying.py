"""Carrying out a plan: all of it, or nothing."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samverka.ground.accounts.models import Role, User
from samverka.ground.audit.actions import record
from samverka.ground.common.refusals import Problem, Refused, refuse_if, require
from samverka.ground.programme.loading import rows_of
from samverka.ground.programme.models import OrganisationType, Programme
from samverka.stages.networks.actions import join_network, make_network
from samverka.stages.networks.models import Network
from samverka.stages.organisations.actions import add_name, register_organisation
from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.actions import establish_partnership
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.actions import refresh_search_text, settle_publicity
from samverka.stages.projects.importing.planning import Planner
from samverka.stages.projects.importing.plans import NewOrganisation, Plan, PlannedCase
from samverka.stages.projects.importing.rows import read_sheet
from samverka.stages.projects.importing.values import CURRENCY
from samverka.stages.projects.models import Case, CaseParty, Commitment
from samverka.stages.projects.rules import problems_before_importing
from samverka.stages.projects.states import State


@transaction.atomic
def import_partnerships(
    programme: Programme, content: bytes, *, dry_run: bool = False, by: User | None, at: datetime
) -> Plan:
    """Record the cases of a CSV file, known from public sources, and publish them with their organisations.

    Who: head of programme, editor, or the command line (`by` None). Returns the plan. Raises `Refused` when the file
    cannot be read or the programme is a demonstration; when the plan has refusals, or with `dry_run`, nothing is
    written. Tells nobody.
    """
    if by is not None:
        require(by.has_role(Role.Kind.HEAD, Role.Kind.EDITOR, programme=programme))
    refuse_if(problems_before_importing(programme))
    plan = Planner(programme).plan_sheet(read_sheet(content))
    if not dry_run and not plan.refusals:
        _Writer(plan, by, at).write()
    return plan


def refuse_plan(plan: Plan) -> None:
    """Raise `Refused` with one sentence when rows of the file are refused."""
    if plan.refusals:
        rows = ", ".join(str(row) for row in dict.fromkeys(line.row for line in plan.refusals))
        sentence = _("Nothing was written: correct the refused rows (%(rows)s) and try again.") % {"rows": rows}
        raise Refused([Problem(sentence)])


class _Writer:
    """Writes one plan. What two cases share (organisations, networks) is written once."""

    def __init__(self, plan: Plan, by: User | None, at: datetime) -> None:
        self.plan, self.by, self.at = plan, by, at
        self.made: dict[int, Organisation] = {}
        self.types = {one.code: one for one in OrganisationType.objects.all()}

    def write(self) -> None:
        """Write what is new or different, and nothing else."""
        for new in self.plan.new_organisations():
            self.made[id(new)] = self._organisation(new)
        written = [self._case(planned) for planned in self.plan.cases if planned.case is None or planned.changes]
        settle_publicity(*written, at=self.at)

    def _organisation(self, new: NewOrganisation) -> Organisation:
        names = {name: getattr(new, name) for name in ("name_sv", "name_en", "short_sv", "short_en")}
        organisation = Organisation(country=new.country, type=self.types[new.type], **names)
        register_organisation(organisation, [], by=self.by, at=self.at)
        for name in new.names:
            add_name(
                organisation, name.text, name.kind, language=name.language, valid_until=name.valid_until, at=self.at
            )
        return organisation

    def _case(self, planned: PlannedCase) -> Case:
        """Write one case with its parties, words, money, partnership and network."""
        organisations = [
            self.made[id(party.organisation)] if isinstance(party.organisation, NewOrganisation) else party.organisation
            for party in planned.parties
        ]
        case = planned.case or Case(
            programme=self.plan.programme, reference=planned.reference, state=State.RECORDED, published_at=self.at
        )
        for name, value in planned.fields.items():
            setattr(case, name, value)
        case.partnership = self._partnership(organisations)
        case.network = self._network(planned.network, case.partnership)
        case.changed_at = self.at
        case.save()
        self._belongings(case, planned, organisations)
        refresh_search_text(case)
        what = gettext_noop("Case brought in line with its source")
        if planned.case is None:
            what = gettext_noop("Case recorded from a public source")
        record(what, case, by=self.by, at=self.at, source=case.source, row=planned.row)
        return case

    def _belongings(self, case: Case, planned: PlannedCase, organisations: list[Organisation]) -> None:
        case.parties.all().delete()
        CaseParty.objects.bulk_create(
            CaseParty(case=case, organisation=organisation, is_home=party.is_home, position=position)
            for position, (organisation, party) in enumerate(zip(organisations, planned.parties, strict=True))
        )
        for name, terms in planned.terms.items():
            if terms or planned.case:
                getattr(case, name).set(terms)
        case.commitments.all().delete()
        if planned.amount:
            day = date.fromisoformat(case.decided_text) if len(case.decided_text) == 10 else None
            Commitment.objects.create(
                case=case,
                kind=planned.commitment,
                amount=planned.amount,
                currency=CURRENCY,
                committed_on=day,
                source=case.source,
            )

    def _partnership(self, organisations: list[Organisation]) -> Partnership | None:
        """Return the partnership of the parties; one party alone has none."""
        if len(organisations) < 2:
            return None
        return establish_partnership(self.plan.programme, organisations, by=self.by, at=self.at)

    def _network(self, name: str, partnership: Partnership | None) -> Network | None:
        if not name:
            return None
        swedish = {row["name_en"]: row["name_sv"] for row in rows_of("networks.csv", __package__)}
        network = make_network(self.plan.programme, swedish.get(name, name), name, by=self.by, at=self.at)
        if partnership:
            join_network(partnership, network, by=self.by, at=self.at)
        return network
