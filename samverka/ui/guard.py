"""The guard of public forms, on the page: its hidden fields, where a form came from, and from which network."""

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from samverka.ground.common.dates import today
from samverka.ground.guard import slips
from samverka.ground.guard.slips import Slip, complaint, new_slip, opened

PREFIXES = {4: 24, 6: 48}  # What one subscriber or one house is usually given.
_OWN_PAGES = ("same-origin", "none")


class SlipForm(forms.Form):
    """A public form that brings back the slip it was handed out with; `purpose` names it among the others."""

    purpose = ""
    slip = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def came_with(self) -> Slip | None:
        """Return the slip that came back; nothing when it is not ours."""
        return opened(self.purpose, str(self.data.get("slip", "")))

    @classmethod
    def handed_out(cls, at: datetime, **initial: Any) -> Any:
        """Return the form as it is handed out at `at`, with a slip of its own."""
        return cls(initial={**initial, "slip": new_slip(cls.purpose, at).sealed()})

    def renew_slip(self, at: datetime) -> None:
        """Give the form that is shown once more a new slip, and with it another sum."""
        sent: Any = self.data
        renewed = sent.copy()  # What a request brought cannot be changed.
        renewed["slip"], renewed["proof"] = new_slip(self.purpose, at).sealed(), ""
        self.data = renewed


class ProvenForm(SlipForm):
    """A form whose browser is also asked for a sum; drawn with `ui/guard.html` beside its fields."""

    proof = forms.CharField(widget=forms.HiddenInput, required=False, max_length=50)

    @property
    def sum_to_solve(self) -> dict[str, Any]:
        """Return what the browser's script needs to know: the key of the slip and how many bits must be zero."""
        sealed = self.data.get("slip") if self.is_bound else self.initial.get("slip")
        slip = opened(self.purpose, str(sealed or ""))
        return {"key": slip.key.hex if slip else "", "bits": slips.BITS}


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Tell whether the browser says that the form stood on a page of another site. Old ones say nothing: then no."""
    origin = request.headers.get("Origin")
    own = {settings.SITE_ADDRESS, f"{request.scheme}://{request.get_host()}"}
    return (origin is not None and origin not in own) or request.headers.get(
        "Sec-Fetch-Site", "same-origin"
    ) not in _OWN_PAGES


def why_not_taken(request: HttpRequest, slip: Slip | None, at: datetime, *, soonest: timedelta = timedelta()) -> str:
    """Return why a form with this slip is not taken at `at`, whatever it says, in words; empty when it is.

    A form that can put aside what comes too quickly asks for no `soonest`.
    """
    if is_from_elsewhere(request):
        return _("This form was sent from another site. Look through what it says, and send it from here.")
    return complaint(slip, at, soonest=soonest)


def origin_of(request: HttpRequest, at: datetime) -> str:
    """Return a hash of the visitor's network, as 64 hexadecimal digits; empty when the server does not know it.

    Enough to notice a flood, too little to know anybody. The secret of the installation and the day go into it:
    tomorrow the same network has another hash.
    """
    try:
        address = ip_address(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    network = ip_network(f"{address}/{PREFIXES[address.version]}", strict=False)
    return salted_hmac("samverka.origin", f"{today(at)} {network}", algorithm="sha256").hexdigest()
