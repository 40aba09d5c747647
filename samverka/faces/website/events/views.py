"""The events: the list, registering, one's own registration, the calendar file. Registering needs no account."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from samverka.faces.website.articles import article_rows, public_articles
from samverka.faces.website.events.calendars import calendar_of
from samverka.faces.website.events.forms import RegistrationForm
from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.news.views import OWN_NAMES
from samverka.faces.website.one_reader import OfOneReader
from samverka.ground.common.refusals import Refused
from samverka.ground.guard.slips import SOONEST, Slip, new_slip, opened
from samverka.newsroom.kinds import LABELS, title_now
from samverka.newsroom.models import EventPage, Registration
from samverka.newsroom.registering import (
    cancel_registration,
    problems_before_cancelling,
    problems_before_registering,
    register,
)
from samverka.ui.guard import is_from_elsewhere, origin_of, why_not_taken
from samverka.ui.pages import ListPage

CANCELLING = "cancelling a registration"


class EventList(WebsitePage, ListPage):
    """The events of one language: those that come, the next first; below them those that were."""

    template_name = "website/events/list.html"
    heading = LABELS["event"]
    lead = _("Where people of the programme meet.")
    rows_each = 20
    most_coming = 50

    def rows(self) -> Any:
        events = public_articles(self.at).filter(eventpage__occasion__ends_at__lt=self.at)
        return events.order_by("-eventpage__occasion__starts_at", "-pk")

    def context(self) -> dict[str, Any]:
        here = super().context()
        coming = public_articles(self.at).filter(eventpage__occasion__ends_at__gte=self.at)
        rows = article_rows(coming.order_by("eventpage__occasion__starts_at", "pk")[: self.most_coming])
        past = article_rows(here["page_obj"].object_list, most_pictures=0)
        return {
            **here,
            "description": self.lead,
            "breadcrumbs": [(_("News"), reverse("website:news"))],
            "coming": rows,
            "past": past,
            "rows": [*rows, *past],
            "feed_url": f"{reverse('website:news-feed')}?type=event",
        }


class OfEvent(WebsitePage):
    """A page about one public event, in the language of the page."""

    records = EventPage.objects
    by = {"slug": "slug"}

    def get_records(self) -> Any:
        return EventPage.objects.written_in(get_language() or "en").select_related("occasion")


class AboutEvent(OfEvent, OfOneReader):
    """A page about registering for an event; `here` is the name of its address."""

    here: ClassVar[str]

    def context(self) -> dict[str, Any]:
        address = reverse("website:article", args=[self.record.slug])
        return {
            **super().context(),
            "alternates": list(self.in_other_languages()),
            "languages": [],
            "is_for_robots": False,
            "breadcrumbs": [(LABELS["event"], reverse("website:events")), (self.record.title, address)],
            "article_url": address,
            "occasion": self.record.occasion,
        }

    def in_other_languages(self) -> Iterator[tuple[str, str, str]]:
        """Yield (language, its name, address) of this page for each translation of the event that is public."""
        others = EventPage.objects.public(self.at).filter(translation_key=self.record.translation_key)
        for code, slug in others.exclude(pk=self.record.pk).values_list("locale__language_code", "slug"):
            with override(code):
                yield code, OWN_NAMES[code], reverse(self.here, args=[slug])


@method_decorator(csrf_exempt, name="dispatch")  # No cookie to compare with: see `ground/guard`.
class Register(AboutEvent):
    """Three fields, no account, no script. What was typed stays whenever it is not taken."""

    http_method_names = [*WebsitePage.http_method_names, "post"]
    template_name = "website/events/register.html"
    here = "website:event-register"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.show(RegistrationForm.handed_out(self.at))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = RegistrationForm(request.POST)
        slip = form.came_with
        if form.is_valid() and (sentence := why_not_taken(request, slip, self.at, soonest=SOONEST)):
            form.add_error(None, sentence)
        if slip is None or not form.is_valid():
            return self.show(form, slip, status=422)
        given = {name: form.cleaned_data[name] for name in ("name", "email", "organisation")}
        given |= {"language": get_language() or "en", "origin": origin_of(request, self.at)}
        try:
            register(self.record.occasion, slip=slip, by=None, at=self.at, **given)
        except Refused as refused:
            form.add_error(None, str(refused))
            form.renew_slip(self.at)
            is_over = problems_before_registering(self.record.occasion, at=self.at)
            return self.show(form, slip, status=409 if is_over else 429)
        return redirect("website:event-sent", slug)

    def show(self, form: RegistrationForm, slip: Slip | None = None, status: int = 200) -> HttpResponse:
        """Show the form with what was typed. It keeps its slip while that counts: a repeat is still known as one."""
        if form.is_bound and (slip is None or slip.is_spent(self.at)):
            form.renew_slip(self.at)
        return self.draw(status, form=form)

    def context(self) -> dict[str, Any]:
        occasion = self.record.occasion
        taken = occasion.registrations.filter(state=Registration.State.COMING).count()
        return {
            **super().context(),
            "heading": gettext("Register: %(title)s") % {"title": self.record.title},
            "problems": problems_before_registering(occasion, at=self.at),
            "is_full": occasion.places is not None and taken >= occasion.places,
        }


class Sent(AboutEvent):
    """After registering: the same for everybody, whoever had registered before."""

    template_name = "website/events/sent.html"
    here = "website:event-sent"
    heading = _("Look in your mailbox")

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.draw()


@method_decorator(csrf_exempt, name="dispatch")  # No cookie to compare with: see `ground/guard`.
class OwnRegistration(OfOneReader):
    """One's own registration, and the way to cancel it. Only who has the letter knows the address."""

    http_method_names = [*WebsitePage.http_method_names, "post"]
    template_name = "website/events/registration.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the registration."""
        super().setup(request, *args, **kwargs)
        found = Registration.objects.select_related("occasion").filter(key=kwargs["key"]).first()
        self.registration = found

    def get(self, request: HttpRequest, key: Any) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, key: Any) -> HttpResponse:
        """Cancel; a link alone does not, as programs that read mail open links."""
        slip = opened(CANCELLING, request.POST.get("slip", ""))
        if slip is None or slip.is_spent(self.at) or is_from_elsewhere(request):
            said = gettext("We could not tell that this came from you. Press the button once more.")
            return self.show(422, complaint=said)
        try:
            cancel_registration(self.found(), by=None, at=self.at)
        except Refused as refused:
            return self.show(409, complaint=str(refused))
        return redirect("website:event-registration", key)

    def found(self) -> Registration:
        """Return the registration, or answer 404."""
        if self.registration is None:
            raise Http404
        return self.registration

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        """Show it as it is now."""
        registration = self.found()
        return self.draw(
            status,
            heading=title_now(registration.occasion.title, registration.occasion.called_off_at),
            record=registration,
            occasion=registration.occasion,
            state=registration.get_state_display(),
            problems=problems_before_cancelling(registration, at=self.at),
            slip=new_slip(CANCELLING, self.at).sealed(),
            is_for_robots=False,
            **more,
        )


class CalendarFile(OfEvent):
    """An event as a file that calendar programs read."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        answer = HttpResponse(calendar_of(self.record), content_type="text/calendar; charset=utf-8")
        answer.headers["Content-Disposition"] = f'attachment; filename="{slug}.ics"'
        return answer
