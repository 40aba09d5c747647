"""Whether anything public about cases has changed, for the price of a few looks into indexes."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.translation import get_language

from samverka.ground.programme.models import Programme
from samverka.stages.catalogue.actions import CASES
from samverka.stages.catalogue.models import Edition
from samverka.stages.organisations.models import Organisation
from samverka.stages.projects.models import Case

# Seconds for which caches on the way may give their copy unasked: a change has to be public within a minute. A browser
# always asks, so that whoever made the change sees it at once.
FRESH = 30
# Seconds for which they may go on giving it while this site fails; what was withdrawn meanwhile is in it too.
USABLE_IN_NEED = 3_600


@dataclass(frozen=True)
class Freshness:
    """What is public about cases: a text that differs whenever it does, and when it last changed if it ever did."""

    stamp: str
    changed_at: datetime | None

    def tag(self, request: HttpRequest, form: str) -> str:
        """Return the validator of what this address gives in this form. It is weak: a file says when it was made."""
        of = f"{self.stamp}|{form}|{get_language()}|{request.get_full_path()}"
        return f'W/"{hashlib.blake2b(of.encode(), digest_size=12).hexdigest()}"'


def freshness(at: datetime) -> Freshness:
    """Return the freshness at the moment `at`, in three queries. Every action that changes a case notes the moment."""
    cases, newest, ended = _about_cases(at)
    organisations = Organisation.objects.aggregate(last=Max("changed_at"))["last"]
    programmes = list(Programme.objects.order_by("pk").values_list("slug", "name_sv", "name_en", "licence_url"))
    facts = f"{cases}|{newest}|{ended}|{organisations}|{programmes}"
    stamp = hashlib.blake2b(facts.encode(), digest_size=16).hexdigest()
    moments = [one for one in (cases, organisations, ended) if one and one <= at]
    return Freshness(stamp, max(moments, default=None))


def _about_cases(at: datetime) -> tuple[datetime | None, int | None, datetime | None]:
    """Return when a case last changed, the number of the newest, and when the last embargo of a public one ended.

    An embargo ends without anybody doing anything. The catalogue knows of all there were when it was built; only
    while it is out of date are all cases looked through.
    """
    edition = Edition.objects.newest(CASES)
    if edition is not None and edition.is_of_today(at):
        return edition.changed, edition.made, edition.embargo_ended_at
    known = Case.objects.aggregate(changed=Max("changed_at"), made=Max("pk"))
    return known["changed"], known["made"], Case.objects.public(at).aggregate(last=Max("embargo_until"))["last"]


def you_have_it(request: HttpRequest, fresh: Freshness, tag: str) -> HttpResponse | None:
    """Return “not modified” for a reader that has this very version, else nothing."""
    changed = int(fresh.changed_at.timestamp()) if fresh.changed_at else None
    response = get_conditional_response(request, etag=tag, last_modified=changed)
    if response is not None:
        mark_public(response, fresh, tag)
    return response


def mark_public(response: HttpResponseBase, fresh: Freshness, tag: str) -> None:
    """Say how to tell whether this answer is still good, and for how long nobody needs to ask."""
    response.headers["ETag"] = tag
    if fresh.changed_at:
        response.headers["Last-Modified"] = http_date(int(fresh.changed_at.timestamp()))
    mark_cacheable(response)


def mark_cacheable(response: HttpResponseBase) -> None:
    """Say for how long a public answer may be used without asking whether it is still good."""
    patch_cache_control(response, public=True, max_age=0, s_maxage=FRESH, stale_if_error=USABLE_IN_NEED)
