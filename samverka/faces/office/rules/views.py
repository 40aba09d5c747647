"""The rules room: list, one rule set, making, changing and copying it, and its rows."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.frame import OfficePage
from samverka.faces.office.rules.forms import (
    CategoryRows,
    CopyForm,
    CriterionRows,
    LimitRows,
    Rows,
    RuleSetForm,
)
from samverka.faces.office.rules.tables import (
    category_table,
    criterion_table,
    limit_table,
    rule_set_badge,
    rule_set_table,
)
from samverka.ground.common.dates import today
from samverka.ground.common.refusals import Problem
from samverka.ground.programme.actions import (
    copy_rule_set,
    edit_cost_categories,
    edit_criteria,
    edit_limits,
    edit_rule_set,
    make_rule_set,
)
from samverka.ground.programme.models import RULE_MAKERS, RuleSet
from samverka.ground.programme.permissions import (
    can_edit_rule_set,
    can_make_rule_set,
    can_see_rule_set,
    can_see_rule_sets,
)
from samverka.ground.programme.rules import problems_before_editing_rule_set, problems_before_using_rule_set
from samverka.ui.pages import FormPage, ListPage, RecordPage
from samverka.ui.showing import timeline_of


class RuleSetList(OfficePage, ListPage):
    allowed = can_see_rule_sets
    heading = _("Rules")
    lead = _(
        "A rule set says what a call pays for, to whom and how it is assessed. The rules of a new year begin as a copy."
    )
    empty_text = _("There are no rules yet. A call needs a rule set.")

    def rows(self) -> QuerySet[RuleSet]:
        return RuleSet.objects.visible_to(self.request.user).select_related("case_type")

    def table(self, rows: Any) -> Any:
        return rule_set_table(rows, on=today(self.at))

    def context(self) -> dict[str, Any]:
        create = {"label": _("Make a rule set"), "url": reverse("office:rule-set-new")}
        return {**super().context(), "create": create if can_make_rule_set(self.request.user) else None}


class OneRuleSet(OfficePage):
    """A page about one rule set."""

    records = RuleSet.objects
    by = {"pk": "pk"}
    not_allowed = _("Only programme officers and the head of programme change rules.")

    def get_records(self) -> QuerySet[RuleSet]:
        return RuleSet.objects.select_related("case_type", "programme")

    def url_of(self, name: str, rule_set: RuleSet | None = None) -> str:
        """Return the address of a page about this rule set, or about another one."""
        return reverse(f"office:{name}", args=[(rule_set or self.record).pk])

    def done_url(self, result: RuleSet) -> str:
        return self.url_of("rule-set", result)

    def cancel_url(self) -> str:
        return self.url_of("rule-set")

    def context(self) -> dict[str, Any]:
        crumbs = [(_("Rules"), reverse("office:rule-sets"))]
        if type(self).allowed is not can_see_rule_set:
            crumbs.append((self.record.name, self.url_of("rule-set")))
        return {**super().context(), "breadcrumbs": crumbs}


class RuleSetRecord(OneRuleSet, RecordPage):
    allowed = can_see_rule_set
    template_name = "office/rules/rule_set.html"

    def get_records(self) -> QuerySet[RuleSet]:
        parts = ("countries", "applicant_types", "partner_types", "categories", "limits__category", "criteria")
        return super().get_records().prefetch_related(*parts)

    def context(self) -> dict[str, Any]:
        rules = self.record
        may = can_edit_rule_set(self.request.user, rules)
        return {
            **super().context(),
            "badge": rule_set_badge(rules, on=today(self.at)),
            "can_edit": may and not rules.is_frozen,
            "actions": self.actions() if may else [],
            "problems": [] if rules.is_frozen else problems_before_using_rule_set(rules),
            "timeline": timeline_of(rules),
            "categories": category_table(rules.categories.all()),
            "limits": limit_table(rules.limits.all(), rules.programme.currency),
            "criteria": criterion_table(rules.criteria.all()),
        }

    def actions(self) -> list[dict[str, Any]]:
        """Return what can be done: rules in use are copied, others changed as well."""
        edit = {"label": _("Change"), "url": self.url_of("rule-set-edit")}
        copy = {"label": _("Copy to a new version"), "url": self.url_of("rule-set-copy"), "is_primary": True}
        return [copy] if self.record.is_frozen else [copy, edit]


class MakeRuleSet(OfficePage, FormPage):
    allowed = can_make_rule_set
    heading = _("Make a rule set")
    lead = _("Costs, limits and criteria follow on the next page.")
    form_class = RuleSetForm
    keep = "rule-set-new"
    done = _("The rule set is made. Now say what it pays for, its limits, and its criteria.")

    def form_arguments(self) -> dict[str, Any]:
        return {"programmes": self.request.user.programmes_as(*RULE_MAKERS)}

    def act(self, form: RuleSetForm) -> RuleSet:
        facts = dict(form.cleaned_data)
        key, case_type = facts.pop("key"), facts.pop("case_type")
        return make_rule_set(case_type, key=key, by=self.request.user, at=self.at, **facts)

    def done_url(self, result: RuleSet) -> str:
        return reverse("office:rule-set", args=[result.pk])

    def cancel_url(self) -> str:
        return reverse("office:rule-sets")


class EditRuleSet(OneRuleSet, FormPage):
    allowed = can_edit_rule_set
    form_class = RuleSetForm
    heading = _("Change the rule set")

    def form_arguments(self) -> dict[str, Any]:
        return {"programmes": [self.record.programme_id], "instance": self.record}

    def act(self, form: RuleSetForm) -> RuleSet:
        facts = {name: value for name, value in form.cleaned_data.items() if name != "key"}
        return edit_rule_set(self.record, by=self.request.user, at=self.at, **facts)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "problems": problems_before_editing_rule_set(self.record)}


class CopyRuleSet(OneRuleSet, FormPage):
    allowed = can_edit_rule_set
    form_class = CopyForm
    heading = _("Copy to a new version")
    lead = _(
        "Countries, costs, limits, criteria and texts are copied as they are. Then change what the new version changes."
    )
    submit_label = _("Copy")
    done = _("The rules are copied. Change what is new in this version.")

    def initial(self) -> dict[str, Any]:
        return {"name_en": self.record.name_en, "name_sv": self.record.name_sv}

    def act(self, form: CopyForm) -> RuleSet:
        return copy_rule_set(self.record, by=self.request.user, at=self.at, **form.cleaned_data)


class EditRows(OneRuleSet, FormPage):
    """A page on which all rows of one kind are changed together."""

    allowed = can_edit_rule_set
    template_name = "office/rules/rows.html"
    form_class: ClassVar[type[Rows]]  # type: ignore[assignment]
    action: ClassVar[Any]

    def get_form(self, *given: Any) -> Rows:
        """Return the rows as stored, or as sent: then what is stored is not asked, or a repeat would look unchanged."""
        more = self.form_arguments()
        if not given:
            more["initial"] = self.stored()
        return self.form_class(*given, **more)

    def form_arguments(self) -> dict[str, Any]:
        return {"prefix": "rows"}

    def stored(self) -> list[dict[str, Any]]:
        """Return the rows as they are kept."""
        raise NotImplementedError

    def act(self, form: Rows) -> RuleSet:
        changed: RuleSet = type(self).action(self.record, rows=form.kept, by=self.request.user, at=self.at)
        return changed

    def explain(self, form: Rows, problems: list[Problem]) -> None:
        """Put the problems above the rows: they are about several."""
        form.non_form_errors().extend(str(problem) for problem in problems)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "problems": problems_before_editing_rule_set(self.record)}


class EditCategories(EditRows):
    heading = _("Cost categories")
    lead = _("The kinds of cost that a budget has lines for. Limits on a category go when the category is removed.")
    form_class = CategoryRows
    action = edit_cost_categories

    def stored(self) -> list[dict[str, Any]]:
        return list(self.record.categories.values("code", "name_en", "name_sv"))


class EditCriteria(EditRows):
    heading = _("Criteria")
    lead = _("What assessors score, and how much each counts.")
    form_class = CriterionRows
    action = edit_criteria

    def stored(self) -> list[dict[str, Any]]:
        fields = ("code", "name_en", "name_sv", "weight", "max_points", "guidance_en", "guidance_sv")
        return list(self.record.criteria.values(*fields))


class EditLimits(EditRows):
    heading = _("Limits")
    lead = _("A budget above a maximum cannot be submitted; one above a guide amount gets a warning.")
    form_class = LimitRows
    action = edit_limits

    def form_arguments(self) -> dict[str, Any]:
        categories = [(category.pk, category.name) for category in self.record.categories.all()]
        return {**super().form_arguments(), "form_kwargs": {"rule_set": self.record, "categories": categories}}

    def stored(self) -> list[dict[str, Any]]:
        fields = ("kind", "scope", "amount", "region_group", "parties_from", "category", "source")
        return list(self.record.limits.values(*fields))
