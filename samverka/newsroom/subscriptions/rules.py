"""When letters go out, how many sign-ups are meant, and what must be true before something is done."""

from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from samverka.ground.common.refusals import Problem
from samverka.newsroom.subscriptions.models import Frequency, Issue, Newsletter, Subscription
from samverka.newsroom.subscriptions.states import IssueState, NewsletterState

SENT_AT = time(7)  # In the time zone of the installation: before people open their mail.
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ORIGIN_IS_KEPT = timedelta(hours=23)  # With a round of house-keeping each minute, never a whole day.
# A course that signs up together is some dozens. Beyond that one network sends letters to strangers.
MOST_AN_HOUR = 40
# Nobody can have us fill the mailbox of another: so many letters go to one address in a day, whatever is asked.
MOST_LETTERS_A_DAY = 3
LONGEST_PLAN = timedelta(days=366)
JUST_NOW = timedelta(minutes=1)  # A button pressed twice.
# One mail that came back for good can be a slip of a server; three are an address that nobody reads.
MOST_BOUNCES = 3
DELIVERIES_ARE_KEPT = timedelta(days=30)  # Mails come back within days; then only the numbers are kept.
MOST_BYTES = 30_000


def slot_before(frequency: str, at: datetime) -> datetime:
    """Return the last moment, not after `at`, at which letters of this frequency go out."""
    here = timezone.localtime(at)
    day = here.date() if here.time() >= SENT_AT else here.date() - DAY
    if frequency == Frequency.WEEKLY:
        day -= timedelta(days=day.weekday())
    elif frequency == Frequency.MONTHLY:
        day = day.replace(day=1)
    return timezone.make_aware(datetime.combine(day, SENT_AT))


def slot_after(frequency: str, at: datetime) -> datetime:
    """Return the first moment after `at` at which letters of this frequency go out."""
    longest = {Frequency.DAILY: 1, Frequency.WEEKLY: 7, Frequency.MONTHLY: 31}[Frequency(frequency)]
    before = slot_before(frequency, at)
    # Half a day more than the longest there is, so that a clock put forward or back does not matter.
    return slot_before(frequency, before + timedelta(days=longest, hours=12))


def confirmable_from(at: datetime) -> datetime:
    """Return when somebody must have asked, at the earliest, to confirm at `at`."""
    return at - timedelta(days=settings.SUBSCRIPTION_CONFIRM_DAYS)


def erasable_until(at: datetime) -> datetime:
    """Return the moment such that what ended before it is erased at `at`."""
    return at - timedelta(days=settings.SUBSCRIPTION_KEEP_DAYS)


def problems_before_asking(origin: str, *, at: datetime) -> list[Problem]:
    """Return why no sign-up is taken from the network whose hash is `origin`, at `at`; almost always nothing."""
    asked = Subscription.objects.filter(origin=origin, asked_at__gt=at - HOUR).count() if origin else 0
    if asked < MOST_AN_HOUR:
        return []
    sentence = _(
        "So many have signed up from your network that no more are taken right now. Try again in an hour; what you "
        "chose is still here."
    )
    return [Problem(sentence)]


def has_had_enough_letters(subscription: Subscription, *, at: datetime) -> bool:
    """Tell whether so many letters have gone to the address within a day that no other goes, or one just now."""
    moments = list(subscription.letters.filter(written_at__gt=at - DAY).values_list("written_at", flat=True))
    return len(moments) >= MOST_LETTERS_A_DAY or any(one > at - JUST_NOW for one in moments)


def problems_with_choice(wanted: dict[str, Any]) -> list[Problem]:
    """Return why nothing would ever be sent to whoever wants this."""
    if wanted["wants_letter"] or wanted["kinds"]:
        return []
    return [Problem(_("Choose at least one thing that you want to get."), "kinds")]


def problems_before_sending(newsletter: Newsletter, *, at: datetime) -> list[Problem]:
    """Return why the newsletter cannot be sent or planned, and warnings."""
    return problems_before_changing(newsletter, at=at) or problems_with_content(newsletter)


def problems_with_content(newsletter: Newsletter) -> list[Problem]:
    """Return what is missing in the newsletter, and warnings."""
    found, filled = [], []
    for language, name in settings.LANGUAGES:
        has_articles = newsletter.articles.filter(locale__language_code=language).exists()
        has_words = bool(getattr(newsletter, f"words_{language}").strip())
        if not (has_articles or has_words):
            text = _("There is nothing in %(language)s: those who read it get no newsletter.")
            found.append(Problem(text % {"language": str(name).lower()}, is_warning=True))
            continue
        filled.append(language)
        if not getattr(newsletter, f"subject_{language}").strip():
            text = _("Write a subject in %(language)s.")
            found.append(Problem(text % {"language": str(name).lower()}))
    if not filled:
        return [Problem(_("The newsletter is empty. Write opening words, or choose articles."))]
    return found


def problems_before_changing(newsletter: Newsletter, *, at: datetime) -> list[Problem]:
    """Return why the newsletter cannot be changed or discarded."""
    if newsletter.state == NewsletterState.PLANNED:
        return [Problem(_("The newsletter is planned. Take it back first."))]
    is_draft = newsletter.state == NewsletterState.DRAFT
    return [] if is_draft else [Problem(_("This newsletter has been sent or discarded already."))]


def problems_with_moment(leaves_at: datetime, *, at: datetime) -> list[Problem]:
    """Return why the newsletter cannot leave at this moment: it has passed, or is so far ahead that it is a slip."""
    if at < leaves_at <= at + LONGEST_PLAN:
        return []
    return [Problem(_("Choose a moment that is still to come, within a year."), "leaves_at")]


def problems_before_taking_back(newsletter: Newsletter, *, at: datetime) -> list[Problem]:
    """Return why the newsletter cannot be taken back."""
    if newsletter.state == NewsletterState.PLANNED:
        return []
    return [Problem(_("Nothing is planned: the newsletter has left, or was never planned."))]


def problems_before_testing(newsletter: Newsletter, *, at: datetime) -> list[Problem]:
    """Return why no test of the newsletter can be sent: what is missing in it, and warnings."""
    if newsletter.state in (NewsletterState.DRAFT, NewsletterState.PLANNED):
        return problems_with_content(newsletter)
    return [Problem(_("This newsletter has been sent or discarded already."))]


def problems_before_stopping(issue: Issue, *, at: datetime) -> list[Problem]:
    """Return why the sending cannot be stopped."""
    return [] if issue.state == IssueState.SENDING else [Problem(_("It is not being sent any longer."))]
