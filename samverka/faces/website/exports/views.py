"""A view of the catalogue as a file: the address of the page, with an ending."""

import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import chain, islice
from typing import Any, ClassVar

from django.db.models import Max, Min
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from samverka.faces.website.exports.about import About, published_by
from samverka.faces.website.exports.columns import Words, words_in
from samverka.faces.website.exports.feeds import newest_of
from samverka.faces.website.exports.layouts import LAYOUTS, Layout
from samverka.faces.website.exports.pace import Pace
from samverka.faces.website.exports.rows import Reading
from samverka.faces.website.exports.tables import as_csv, as_json
from samverka.faces.website.exports.workbooks import as_workbook
from samverka.faces.website.feed.atom import AtomFeed
from samverka.faces.website.feed.views import Feed, tag
from samverka.faces.website.finding import asked_number
from samverka.faces.website.frame import absolute
from samverka.faces.website.freshness import freshness, mark_public, you_have_it
from samverka.faces.website.rows import addresses
from samverka.stages.catalogue.actions import CASES
from samverka.stages.catalogue.asking import View
from samverka.stages.catalogue.finding import Matching, matching, view_in_words
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.models import Case
from samverka.ui.pages import PUBLIC, Page

# Long files that one process sends at a time. Each keeps a thread busy for as long as its reader takes.
SEATS = threading.BoundedSemaphore(1)
SECONDS_TO_WAIT = 30
# Seconds that a thread of this process runs before another one gets its turn, while a long file is on its way.
SHORT_TURN = 0.0005
# A view of so many rows is answered whole, without a seat.
MOST_AT_ONCE = 1_000
# Rows read before the first byte leaves, and at a time thereafter; written a few at a time.
FIRST, EACH, A_FEW = 50, 250, 25
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ViewFile(Page):
    """All rows that a view finds, as one file. The address says of which kind."""

    allowed = PUBLIC
    http_method_names = ["get", "head", "options"]
    kind: str = CASES
    ending: ClassVar[str]
    content_type: ClassVar[str]
    # Whether the file is packed already, so that packing it again would be work for nothing.
    is_packed: ClassVar[bool] = False

    @property
    def layout(self) -> Layout:
        """Return what the file holds."""
        return LAYOUTS[self.kind]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the file, or with “you have it already”, which costs four queries however long the file is."""
        fresh = freshness(self.at)
        tag = fresh.tag(request, f"{self.ending} {_form(self.layout)}")
        response: HttpResponseBase | None = you_have_it(request, fresh, tag)
        if response is None:
            response = self.file(request)
            if response.status_code == 200:
                mark_public(response, fresh, tag)
                response.headers["Access-Control-Allow-Origin"] = "*"
                response.headers["X-Robots-Tag"] = "noindex"
        return response

    def file(self, request: HttpRequest) -> HttpResponseBase:
        """Return the file: whole where the view is one batch, otherwise on its way before it is read to the end."""
        if request.method == "HEAD":
            return self.named(HttpResponse(content_type=self.content_type))
        found = matching(request.GET, self.kind, at=self.at)
        is_long = len(found) > MOST_AT_ONCE
        if is_long and not SEATS.acquire(blocking=False):
            return busy()
        try:
            pieces = self.pieces_of(found, Pace() if is_long else None)
        except BaseException:
            if is_long:
                SEATS.release()
            raise
        if self.is_packed:
            request.META.pop("HTTP_ACCEPT_ENCODING", None)
        if not is_long:
            return self.named(HttpResponse(b"".join(pieces), content_type=self.content_type))
        return self.named(StreamingHttpResponse(Seated(pieces), content_type=self.content_type))

    def pieces_of(self, found: Matching, pace: Pace | None) -> Iterator[bytes]:
        """Yield the bytes of the file, of which the first rows are read at once: what fails until then is an answer."""
        reading = Reading(self.at, pace)
        batches = (self.layout.read(numbers, reading) for numbers in found.numbers(FIRST, EACH))
        first = list(islice(batches, 1))
        rows = in_pieces(chain(first, batches), reading)
        return self.pieces(self.about(self.request), rows, words_of_here(self.layout))

    def pieces(self, about: About, batches: Iterable[list[Any]], words: Words) -> Iterator[bytes]:
        """Yield the bytes of the file."""
        raise NotImplementedError

    def about(self, request: HttpRequest) -> About:
        """Return what the file says of itself."""
        return about_the_view(self.layout, request, self.at)

    def named(self, response: HttpResponseBase) -> HttpResponseBase:
        """Give the file a name for the reader's disk: what it holds, and the day."""
        stem, _dot, ending = self.request.path.rpartition("/")[2].rpartition(".")
        name = f"{stem}-{self.at:%Y-%m-%d}.{ending}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class Seated:
    """The pieces of a long file. Its seat is given back when the last has left, or the reader has gone.

    As long as it is on its way, a page need not wait long for its turn.
    """

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._language, self._is_open = pieces, get_language() or "en", True
        self._usual_turn = sys.getswitchinterval()
        sys.setswitchinterval(SHORT_TURN)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        # By now the page is made and its language forgotten.
        with translation.override(self._language):
            return next(self._pieces)

    def close(self) -> None:
        """Stop reading. Called by the server in any case."""
        if self._is_open:
            self._is_open = False
            sys.setswitchinterval(self._usual_turn)
            SEATS.release()
        close: Callable[[], None] = getattr(self._pieces, "close", lambda: None)
        close()


def _form(layout: Layout) -> str:
    """Return what differs when the files are made in another way: their columns."""
    return " ".join(column.name for column in layout.columns)


def in_pieces(batches: Iterable[list[Any]], reading: Reading) -> Iterator[list[Any]]:
    """Yield the rows a few at a time, and make room for others after each few."""
    for batch in batches:
        for start in range(0, len(batch), A_FEW):
            yield batch[start : start + A_FEW]
            reading.make_room()


def words_of_here(layout: Layout) -> Words:
    """Return the words of a file in the language of its address."""
    before, after = absolute(addresses(layout.page_name)(" ")).split(" ")
    return words_in(get_language() or "en", lambda name: f"{before}{name}{after}")


def about_the_view(layout: Layout, request: HttpRequest, at: datetime) -> About:
    """Return what a file of this view says of itself."""
    licences, publishers = published_by(at)
    return About(
        title=str(layout.title),
        view=view_in_words(request.GET, layout.kind, at=at),
        page=absolute(f"{reverse(f'website:{layout.kind}')}{View.asked(request.GET).query()}"),
        file=absolute(request.get_full_path()),
        columns=absolute(f"{reverse('website:opendata')}#columns"),
        made_at=at,
        grain=str(layout.grain),
        licences=licences,
        publishers=publishers,
    )


def busy() -> HttpResponse:
    """Answer that the site is sending enough long files at the moment."""
    sentence = _("Other long files are being fetched right now. Try again in half a minute, or choose less.")
    response = HttpResponse(f"{sentence}\n", status=503, content_type="text/plain; charset=utf-8")
    response.headers["Retry-After"] = str(SECONDS_TO_WAIT)
    response.headers["Cache-Control"] = "no-store"
    return response


class Table(ViewFile):
    """Comma-separated values. `?header=no` leaves the lines about the file out, for programs that want names first."""

    ending, content_type = "csv", "text/csv; charset=utf-8"

    def pieces(self, about: About, batches: Iterable[list[Any]], words: Words) -> Iterator[bytes]:
        return as_csv(self.layout, about, batches, words, has_header=self.request.GET.get("header") != "no")


class Records(ViewFile):
    """JSON: what the file is under `meta`, the rows under `cases` or `partnerships`."""

    ending, content_type = "json", "application/json"

    def pieces(self, about: About, batches: Iterable[list[Any]], words: Words) -> Iterator[bytes]:
        return as_json(self.layout, about, batches, words)


class Workbook(ViewFile):
    """An Excel workbook with typed cells; a second sheet says what it is."""

    ending, content_type, is_packed = "xlsx", WORKBOOK, True

    def pieces(self, about: About, batches: Iterable[list[Any]], words: Words) -> Iterator[bytes]:
        return as_workbook(self.layout, about, batches, words)


class PagedFeed(AtomFeed):
    """An Atom feed that says where its next page is (RFC 5005)."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Add the way to the pages before and after."""
        super().add_root_elements(handler)
        for relation, address in self.feed["ways"].items():
            handler.addQuickElement("link", "", {"rel": relation, "href": address})


class ViewFeed(Feed):
    """The records of a view for feed readers, the newest first, a hundred on each page."""

    kind: str = CASES

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the feed, or with “you have it already”."""
        fresh = freshness(self.at)
        validator = fresh.tag(request, "atom")
        response = you_have_it(request, fresh, validator) or Page.dispatch(self, request, *args, **kwargs)
        if response.status_code == 200:
            mark_public(response, fresh, validator)
        return response

    def get(self, request: HttpRequest) -> HttpResponse:
        page = max(1, asked_number(request, "page") or 1)
        layout = LAYOUTS[self.kind]
        numbers, has_more = newest_of(matching(request.GET, self.kind, at=self.at), page)
        about = about_the_view(layout, request, self.at)
        feed = PagedFeed(
            title=f"{about.title}: {about.view}",
            link=about.page,
            description=f"{about.made_by_utc}. {about.grain}",
            language=get_language(),
            author_name=", ".join(about.publishers) or "Samverka",
            feed_url=about.file,
            feed_guid=self.address(request, 1),
            feed_copyright=" ".join(about.licences),
            ways=self.ways(request, page, has_more=has_more),
        )
        for entry in self.cases(numbers) if self.kind == CASES else self.partnerships(numbers):
            feed.add_item(**entry)
        return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")

    def cases(self, numbers: list[int]) -> Iterator[dict[str, Any]]:
        """Yield the entries of cases, in this order."""
        page_of = addresses("website:case")
        cases = Case.objects.public(self.at).select_related("programme__owner", "case_type").in_bulk(numbers)
        for case in (cases[number] for number in numbers if number in cases):
            first = case.published_at or case.changed_at
            entry = self.entry(case, "case", case.reference, page_of(case.reference), first, case.changed_at)
            yield {**entry, "author_name": case.programme.owner.name}

    def partnerships(self, numbers: list[int]) -> Iterator[dict[str, Any]]:
        """Yield the entries of partnerships, in this order. One is as new as its newest public case."""
        page_of = addresses("website:partnership")
        placed = Case.objects.public(self.at).with_place().filter(partnership__in=numbers).order_by()
        moments = placed.values_list("partnership").annotate(Min("published_at"), Max("published_at"))
        known = {number: (first, last) for number, first, last in moments}
        found = Partnership.objects.public().select_related("programme__owner").in_bulk(numbers)
        for one in (found[number] for number in numbers if number in found and number in known):
            first, last = known[one.pk]
            title = f"{_('Demonstration')}: {one.title}" if one.programme.is_demonstration else one.title
            yield {
                "title": title,
                "link": absolute(page_of(one.slug)),
                "description": title,
                "unique_id": tag(f"{get_language()}/partnership/{one.slug}", first),
                "pubdate": first,
                "updateddate": max(last, one.changed_at),
                "categories": [_("Partnership")],
                "author_name": one.programme.owner.name,
            }

    def ways(self, request: HttpRequest, page: int, *, has_more: bool) -> dict[str, str]:
        """Return the addresses of the pages around this one, by their relation."""
        ways = {"first": self.address(request, 1)}
        if page > 1:
            ways["previous"] = self.address(request, page - 1)
        if has_more:
            ways["next"] = self.address(request, page + 1)
        return ways

    def address(self, request: HttpRequest, page: int) -> str:
        """Return the full address of a page of this feed; the first has no number."""
        more = {"page": page} if page > 1 else {}
        return absolute(f"{request.path}{View.asked(request.GET).query(**more)}")
