"""What a file says of itself: what it holds, when it was made, from which address, under which licence."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from samverka.ground.programme.models import Programme
from samverka.stages.projects.models import Case


@dataclass(frozen=True)
class About:
    """The facts of one file, in the language of its address. Addresses are full ones."""

    title: str
    view: str
    page: str
    file: str
    columns: str
    made_at: datetime
    # What one row stands for.
    grain: str
    licences: tuple[str, ...]
    publishers: tuple[str, ...]

    @property
    def made_by_utc(self) -> str:
        """Return the moment by UTC."""
        return self.made_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")

    @property
    def made_here(self) -> str:
        """Return the moment by the clock of the site, with its distance from UTC."""
        return timezone.localtime(self.made_at).strftime("%Y-%m-%d %H:%M:%S %Z (UTC%z)")

    def facts(self) -> list[tuple[str, str]]:
        """Return (label, value) of all that is said, always as many."""
        return [
            (_("Contents"), f"{self.title}: {self.view}"),
            (_("Made"), f"{self.made_by_utc}, {self.made_here}"),
            (_("Page with the same rows"), self.page),
            (_("This file"), self.file),
            (_("Licence"), " ".join(self.licences)),
            (_("Publisher"), ", ".join(self.publishers)),
            (_("Rows"), self.grain),
            (_("Columns"), self.columns),
        ]


def published_by(at: datetime) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the licences and the publishers of all that is public, each once."""
    public = Case.objects.public(at).filter(programme=OuterRef("pk"))
    programmes = list(Programme.objects.select_related("owner").filter(Exists(public)))
    licences = dict.fromkeys(one.licence_url for one in programmes)
    return tuple(licences), tuple(dict.fromkeys(one.owner.name for one in programmes))
