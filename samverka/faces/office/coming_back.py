"""The way back to an error report, for who has left it to change what a public page says."""

from django.http import HttpRequest
from django.urls import reverse

# What stands in the address of a page that was opened from an error report: the number of the report.
REPORT = "report"


def back_to_report(request: HttpRequest, otherwise: str) -> str:
    """Return the address of the report that the person came from, or `otherwise`: only ever a page of ours."""
    number = request.GET.get(REPORT, "")
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    return reverse("office:error-report", args=[int(number)]) if is_number else otherwise
