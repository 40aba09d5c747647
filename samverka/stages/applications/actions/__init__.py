"""What partners and the office do with an application."""

from samverka.stages.applications.actions.sending import (
    return_application,
    settle_application,
    submit_application,
    withdraw_application,
)
from samverka.stages.applications.actions.signing import sign_application
from samverka.stages.applications.actions.starting import start_application
from samverka.stages.applications.actions.writing import (
    Overtaken,
    add_attachment,
    remove_attachment,
    save_activities,
    save_budget,
    save_focus,
    save_summary,
    save_team,
)

__all__ = [
    "Overtaken",
    "add_attachment",
    "remove_attachment",
    "return_application",
    "save_activities",
    "save_budget",
    "save_focus",
    "save_summary",
    "save_team",
    "settle_application",
    "sign_application",
    "start_application",
    "submit_application",
    "withdraw_application",
]
