"""Who may do what with the rules of a programme. People stand above programmes: here they are only asked for roles."""

from typing import Any

from samverka.ground.programme.models import RULE_MAKERS, RULE_READERS, RuleSet


def can_see_rule_sets(user: Any) -> bool:
    """Everybody in the office reads the rules."""
    return bool(user.has_role(*RULE_READERS))


def can_see_rule_set(user: Any, rule_set: RuleSet) -> bool:
    """Everybody in the office of the programme reads its rules."""
    return bool(user.has_role(*RULE_READERS, programme=rule_set.programme_id))


def can_make_rule_set(user: Any) -> bool:
    """Programme officers and the head of a programme make rule sets."""
    return bool(user.has_role(*RULE_MAKERS))


def can_edit_rule_set(user: Any, rule_set: RuleSet) -> bool:
    """Those who make rule sets in the programme may change one."""
    return bool(user.has_role(*RULE_MAKERS, programme=rule_set.programme_id))
