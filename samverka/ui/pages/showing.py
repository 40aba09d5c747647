"""Pages that show something: what all pages have in common, a list, a record."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page as PageOfRows
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views import View

from samverka.ground.accounts.models import User
from samverka.ground.common.refusals import NotAllowed

PUBLIC = "public"


class PersonRequest(HttpRequest):
    """A request whose `user` is a person of ours: on pages that are not public it always is."""

    user: User


class Page(View):
    """What all pages have in common: who may open it, the frame it is drawn in, the moment it is opened."""

    allowed: ClassVar[Any] = None
    frame = "ui/website.html"
    template_name = ""
    heading: Any = ""
    lead: Any = ""
    records: ClassVar[Any] = None
    by: ClassVar[dict[str, str]] = {"reference": "reference"}
    not_allowed: ClassVar[Any] = ""

    request: PersonRequest
    record: Any
    at: datetime

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Note the moment: one page, one “now”."""
        super().setup(request, *args, **kwargs)
        self.at = timezone.now()
        self.record = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let the person in or not; turn a refusal of the stages into the right answer."""
        allowed: Callable[..., bool] | str | None = type(self).allowed
        if allowed is None:
            raise TypeError(f"{type(self).__name__} does not say who may open it")
        if allowed != PUBLIC and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            self.admit()
            return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]
        except NotAllowed as reason:
            raise PermissionDenied(str(reason)) from reason

    def admit(self) -> None:
        """Find the record among those the person may see, and ask whether the person may open this page."""
        if type(self).records is not None:
            self.record = self.find()
        allowed = type(self).allowed
        if allowed == PUBLIC:
            return
        if self.record is None:
            if not allowed(self.request.user):
                raise Http404
        elif not allowed(self.request.user, self.record):
            raise NotAllowed(type(self).not_allowed)

    def get_records(self) -> QuerySet[Any]:
        """Return the records to choose from; a page adds what it will read (`select_related`)."""
        records: QuerySet[Any] = type(self).records.all()
        return records

    def find(self) -> Model:
        """Return the record of this address, or answer 404 when the person may not see it."""
        records: Any = self.get_records()
        records = records.public() if type(self).allowed == PUBLIC else records.visible_to(self.request.user)
        wanted = {field: self.kwargs[name] for name, field in self.by.items()}
        record: Model = get_object_or_404(records, **wanted)
        return record

    def context(self) -> dict[str, Any]:
        """Return what the template needs beyond the frame; pages add to it."""
        return {"frame": self.frame, "heading": self.heading, "lead": self.lead, "record": self.record, "now": self.at}

    def draw(self, status: int = 200, **more: Any) -> HttpResponse:
        """Return the page."""
        return render(self.request, self.template_name, {**self.context(), **more}, status=status)


class ListPage(Page):
    """Rows, fifty at a time."""

    template_name = "ui/list.html"
    rows_each = 50
    empty_text: Any = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show one page of the list."""
        return self.draw()

    def rows(self) -> QuerySet[Any]:
        """Return the records of the list, filtered and sorted."""
        raise NotImplementedError

    def table(self, rows: PageOfRows[Any]) -> Any:
        """Return the table of these rows, or nothing when the page's own template draws them."""
        return None

    def context(self) -> dict[str, Any]:
        """Add the rows and their pager."""
        page_of_rows = Paginator(self.rows(), self.rows_each).get_page(self.request.GET.get("page"))
        return {
            **super().context(),
            "page_obj": page_of_rows,
            "table": self.table(page_of_rows),
            "empty_text": self.empty_text,
        }


class RecordPage(Page):
    """One record and what can be done with it."""

    template_name = "ui/record.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the record."""
        return self.draw()

    def context(self) -> dict[str, Any]:
        """Head the page with the record's own name."""
        return {**super().context(), "heading": self.heading or str(self.record)}
