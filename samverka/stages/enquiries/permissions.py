"""Who may read and answer what people write to the office."""

from typing import Any

from samverka.stages.enquiries.models import HANDLERS, Enquiry


def can_see_enquiries(user: Any) -> bool:
    """Programme officers, the head and the editor read what people write."""
    return bool(user.has_role(*HANDLERS))


def can_see_enquiry(user: Any, enquiry: Enquiry) -> bool:
    """Those who answer read each message to one of their programmes."""
    return bool(user.has_role(*HANDLERS, programme=enquiry.programme_id))


def can_settle_enquiry(user: Any, enquiry: Enquiry) -> bool:
    """Those who read a message also take, answer or close it."""
    return can_see_enquiry(user, enquiry)
