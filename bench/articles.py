"""A newsroom of many articles, as the publishing of editors leaves it; run in a process of its own, in an installation.

    python -m bench.articles ARTICLES

Prints, as JSON, the addresses to measure. Left out is the index by which editors find what refers to what: no public
page reads it.
"""

import json
import random
import sys
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import django

django.setup()

from django.contrib.contenttypes.models import ContentType  # noqa: E402 - needs Django set up
from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.management.color import no_style  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Count, F, Max  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone, translation  # noqa: E402
from django.utils.text import slugify  # noqa: E402
from PIL import Image  # noqa: E402
from wagtail.models import Page, PageLogEntry, Revision  # noqa: E402

from bench.catalogue import WORDS, a_title  # noqa: E402
from samverka.ground.audit.models import Event  # noqa: E402
from samverka.ground.common.folding import fold  # noqa: E402
from samverka.ground.programme.models import Country, Goal, Topic  # noqa: E402
from samverka.newsroom.loading import lay_out, let_in  # noqa: E402
from samverka.newsroom.models import (  # noqa: E402
    AboutText,
    Article,
    BlogPost,
    Boilerplate,
    Contact,
    EventPage,
    Guidance,
    Lesson,
    NamedCase,
    NamedOrganisation,
    NamedPartnership,
    NewsHome,
    NewsPage,
    Occasion,
    Picture,
    PressRelease,
    Publication,
    Series,
    ShownPicture,
    Story,
)
from samverka.stages.organisations.models import Organisation  # noqa: E402
from samverka.stages.projects.models import Case  # noqa: E402
from tests.conftest import standing_cast  # noqa: E402

SEED, PICTURES, AT_ONCE, YEARS = 2026, 12, 1_000, 12
# The stream that is measured is that of the organisation that most articles name, but no more than so many: with few
# cases, those of the first organisations have more than any have in twelve years.
MOST_NAMED = 300
# Of a hundred articles, how many are of a kind.
KINDS = {NewsPage: 50, PressRelease: 18, BlogPost: 14, EventPage: 8, Story: 5, Publication: 4, Guidance: 1}
# Of a hundred articles, how many are in English: most are written in Swedish, and some of them told in both.
IN_ENGLISH = 40
TERMS = {"countries": (Country, 2), "topics": (Topic, 2), "goals": (Goal, 3)}
SENTENCES = (
    "The council decided on {} and {} last spring, after two years of visits.",
    "What the partners learned about {} they now use for {} at home.",
    "Kommunerna möttes för att tala om {} och {}, och något växte fram ur det.",
)


def fill(articles: int) -> dict[str, Any]:
    """Publish articles until there are so many, from the newest back; return the addresses to measure."""
    call_command("migrate", verbosity=0)
    now, chance = timezone.now(), random.Random(SEED)  # noqa: S311 - reproducible data, no secret
    known = Article.objects.count()
    homes = lay_out()
    if articles > known:
        newsroom = Newsroom(homes, chance, now)
        for first in range(known, articles, AT_ONCE):
            with transaction.atomic():
                newsroom.publish(range(first, min(first + AT_ONCE, articles)), articles)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return {"pages": {"public": pages(now)}, "sessions": {"public": ""}}


class Newsroom:
    """Articles of all kinds in both languages, with all that publishing writes about each."""

    def __init__(self, homes: dict[str, NewsHome], chance: random.Random, now: datetime) -> None:
        self.cast = standing_cast()
        let_in(self.cast.maja)
        self.homes, self.chance, self.now = homes, chance, now
        self.pictures = [a_picture(number, chance) for number in range(PICTURES)]
        self.organisations = list(Organisation.objects.public().order_by("-case_parties__case", "pk").distinct()[:400])
        self.cases = list(Case.objects.public().with_place().order_by("pk").prefetch_related("parties__organisation"))
        self.terms = {field: list(model.objects.order_by("pk")) for field, (model, _most) in TERMS.items()}
        self.series = Series.objects.create(title_sv="Resebrev", title_en="Letters from a visit", text_en="Notes.")
        self.about = Boilerplate.objects.create(title_sv="Om", title_en="About", text_sv="Text.", text_en="Text. " * 30)
        self.rows: dict[type, list[Any]] = {}
        self.number = Page.objects.aggregate(last=Max("pk"))["last"]
        self.places = {code: home.numchild for code, home in homes.items()}

    def publish(self, places: range, articles: int) -> None:
        """Write the articles of these places among so many: the first is the newest."""
        written = [self.written(place, place / articles) for place in places]
        self.keep_versions(written)
        for kind in KINDS:
            of_it = [one for one in written if isinstance(one, kind)]
            # An article lies in three tables, which Django fills one row at a time or, asked like this, many.
            for model in (Page, Article, kind):
                model._base_manager.all()._batched_insert(of_it, model._meta.local_concrete_fields, 500)
        for code, home in self.homes.items():
            Page.objects.filter(pk=home.pk).update(numchild=self.places[code])
        for model, rows in self.rows.items():
            model._default_manager.bulk_create(rows, batch_size=500)
        self.rows = {}
        self.record(written)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [Page]):
                cursor.execute(statement)

    def written(self, place: int, age: float) -> Article:
        """Return an article with its number and its place in the tree; what belongs to it waits in `rows`."""
        chance = self.chance
        kind = chance.choices([*KINDS], [*KINDS.values()])[0]
        language = "en" if chance.randrange(100) < IN_ENGLISH else "sv"
        home, self.number = self.homes[language], self.number + 1
        self.places[language] += 1
        title = f"{a_title(chance)} {place}"
        # More is written each year than in the year before.
        out_at = self.now - timedelta(days=1 + 365 * YEARS * age**1.3, minutes=place % 600)
        case = chance.choice(self.cases)
        article = kind(
            id=self.number, page_ptr_id=self.number, article_ptr_id=self.number, title=title, draft_title=title,
            content_type=ContentType.objects.get_for_model(kind),
            slug=slugify(title), lead=" ".join(sentence(chance) for _ in range(3)), locale=home.locale,
            path=Page._get_path(home.path, home.depth + 1, self.places[language]), depth=home.depth + 1,
            url_path=f"{home.url_path}{slugify(title)}/", translation_key=uuid4(), owner=self.cast.maja, live=True,
            out_at=out_at, first_published_at=out_at, last_published_at=out_at, latest_revision_created_at=out_at,
            body=json.dumps(self.body(kind, case)), **self.facts_of(kind, out_at),
        )  # fmt: skip
        if chance.randrange(10) < 4:
            article.picture, article.picture_alt = self.pictures[place % PICTURES], "People around a table"
            self.add(ShownPicture(article_id=self.number, picture=article.picture))
        said = [str(value) for one in article.body.raw_data for value in texts_in(one["value"])]
        article.search_text = fold("\n".join([title, article.lead, *said]))
        self.name(article, case)
        return article

    def add(self, row: Any) -> None:
        """Keep a row until the articles are there."""
        self.rows.setdefault(type(row), []).append(row)

    def body(self, kind: type[Article], case: Case) -> list[dict[str, Any]]:
        """Return a text: paragraphs, a heading, sometimes a quote; and facts of the programme, bound to it."""
        chance = self.chance
        parts: list[tuple[str, Any]] = [("text", paragraphs(chance, 3)), ("heading", a_title(chance))]
        parts.append(("text", paragraphs(chance, 2)))
        if chance.randrange(4) == 0:
            parts.append(("quote", {"words": sentence(chance), "name": "Ana Duarte", "role": "samordnare"}))
        if kind is PressRelease or chance.randrange(5) == 0:
            chosen = {one.pk: one for one in [case, *chance.choices(self.cases, k=chance.randrange(1, 5))]}
            rows = [{"case": number, "decision": None, "recipient": one.organisations[0].pk}
                    for number, one in chosen.items()]  # fmt: skip
            parts.append(("awards", {"awards": [{"type": "item", "value": row, "id": str(uuid4())} for row in rows]}))
        elif chance.randrange(3) == 0:
            parts.append(("case", case.pk))
        if chance.randrange(10) == 0:
            parts.append(("organisation", chance.choice(self.organisations).pk))
        if chance.randrange(10) == 0:
            country = chance.choice(self.terms["countries"]).code
            parts.append(("figure", {"what": "sum", "query": f"country={country}", "words": "granted"}))
        return [{"type": name, "value": value, "id": str(uuid4())} for name, value in parts]

    def facts_of(self, kind: type[Article], out_at: datetime) -> dict[str, Any]:
        """Return what only articles of a kind have."""
        if kind is BlogPost:
            return {"author": "Sara Lind", "series": self.series if self.chance.randrange(2) else None}
        if kind is Story:
            return {"results": " ".join(sentence(self.chance) for _ in range(4))}
        if kind is Publication:
            return {"abstract": " ".join(sentence(self.chance) for _ in range(6))}
        if kind is Guidance:
            return {"page_owner": "The office"}
        if kind is EventPage:
            begins = out_at + timedelta(days=30)
            facts = {"title_sv": "Ett möte", "title_en": "A meeting", "place_sv": "Exempelby", "place_en": "Exempelby"}
            return {"occasion": Occasion.objects.create(**facts, starts_at=begins, ends_at=begins + timedelta(hours=2))}
        return {}

    def name(self, article: Article, case: Case) -> None:
        """Say what an article is about, in rows of its own."""
        chance, number = self.chance, article.pk
        about = {one.pk: one for one in [*case.organisations, *skewed(chance, self.organisations)]}
        for one in about.values():
            self.add(NamedOrganisation(article_id=number, organisation=one))
        if chance.randrange(2):
            self.add(NamedCase(article_id=number, case=case))
        if case.partnership_id and chance.randrange(2):
            self.add(NamedPartnership(article_id=number, partnership_id=case.partnership_id))
        for field, (model, most) in TERMS.items():
            link = getattr(Article, field).through
            for term in chance.sample(self.terms[field], chance.randrange(most + 1)):
                self.add(link(article_id=number, **{f"{model._meta.model_name}_id": term.pk}))
        if isinstance(article, PressRelease):
            self.add(Contact(release_id=number, name="Maja Holm", role="redaktör", telephone="000-000 00 00"))
            self.add(AboutText(release_id=number, text=self.about))
        if isinstance(article, Story):
            for one in case.organisations:
                self.add(Lesson(story_id=number, organisation=one, words=sentence(chance)))

    def keep_versions(self, written: list[Article]) -> None:
        """Keep the version of each article that is live. It knows its article by number only, and so comes first."""
        by, pages_of = self.cast.maja, ContentType.objects.get_for_model(Page)
        versions = Revision.objects.bulk_create(
            (
                Revision(
                    content_type=one.content_type, base_content_type=pages_of, object_id=str(one.pk), user=by,
                    created_at=one.out_at, object_str=one.title, content=columns_of(one),
                )
                for one in written
            ),
            batch_size=500,
        )  # fmt: skip
        for one, version in zip(written, versions, strict=True):
            one.latest_revision = one.live_revision = version

    def record(self, written: list[Article]) -> None:
        """Record who published the articles: in the list of the tool, and in ours."""
        by = self.cast.maja
        PageLogEntry.objects.bulk_create(
            (
                PageLogEntry(
                    content_type=one.content_type, label=one.title, action=action, timestamp=one.out_at, user=by,
                    page_id=one.pk, revision=one.live_revision if action == "wagtail.publish" else None,
                )
                for one in written
                for action in ("wagtail.create", "wagtail.publish")
            ),
            batch_size=500,
        )  # fmt: skip
        Event.objects.bulk_create(
            (
                Event(
                    at=one.out_at, by=by, what="Article published", subject_kind=one._meta.label_lower,
                    subject_id=str(one.pk), subject_text=one.title,
                )
                for one in written
            ),
            batch_size=500,
        )  # fmt: skip


def columns_of(article: Article) -> dict[str, Any]:
    """Return the content of a version: the columns of the article, as Wagtail keeps them."""
    columns = article._meta.concrete_fields
    return {"pk": article.pk, **{one.name: one.get_prep_value(one.value_from_object(article)) for one in columns}}


def texts_in(value: Any) -> list[str]:
    """Return the words of a part of a text."""
    if isinstance(value, str):
        return [value.replace("<p>", "").replace("</p>", "\n")]
    return [one for one in value.values() if isinstance(one, str)] if isinstance(value, dict) else []


def sentence(chance: random.Random) -> str:
    """Return a sentence about two things."""
    return chance.choice(SENTENCES).format(*chance.sample(WORDS, 2))


def paragraphs(chance: random.Random, number: int) -> str:
    """Return paragraphs as an editor's form keeps them."""
    return "".join(f"<p>{' '.join(sentence(chance) for _ in range(4))}</p>" for _ in range(number))


def skewed(chance: random.Random, options: list[Any]) -> list[Any]:
    """Return up to two of `options`, the first ones far more often than the last."""
    return [options[int(len(options) * chance.random() ** 2)] for _ in range(chance.randrange(3))]


def a_picture(number: int, chance: random.Random) -> Picture:
    """Return a picture that packs as a photograph does: areas of colour with noise over them."""
    size = (1600, 1067)
    rough = Image.frombytes("RGB", (24, 16), chance.randbytes(24 * 16 * 3)).resize(size, Image.Resampling.BICUBIC)
    grain = Image.effect_noise((800, 534), 25).convert("RGB").resize(size, Image.Resampling.BICUBIC)
    kept = BytesIO()
    Image.blend(rough, grain, 0.15).save(kept, "JPEG", quality=85)
    file = ContentFile(kept.getvalue(), f"bench-{number}.jpg")
    picture = Picture(title=f"Picture {number}", file=file, credit="Ana Foto", width=size[0], height=size[1])
    picture.save()
    picture.make_sizes("wide")
    return picture


def shows_a_case(article: Article) -> bool:
    """Tell whether the facts of a case stand in a text."""
    return any(one["type"] == "case" for one in article.body.raw_data)


def pages(at: datetime) -> dict[str, str]:
    """Return the addresses to measure; the article and the press release are the newest with a picture and facts."""

    public = Article.objects.public(at).written_in("en").order_by("-out_at", "-pk")
    shown = public.exclude(picture=None)
    article = next(one for one in shown.filter(content_type__model="newspage")[:200] if shows_a_case(one))
    release = shown.filter(content_type__model="pressrelease")[0]
    most = public.order_by().values("topics__code").exclude(topics=None).annotate(number=Count("pk"))
    topic = most.order_by("-number", "topics__code")[0]["topics__code"]
    named = NamedOrganisation.objects.filter(article__in=public.order_by()).values(slug=F("organisation__slug"))
    busy = named.annotate(number=Count("pk")).filter(number__lte=MOST_NAMED).order_by("-number", "slug")[0]["slug"]
    with translation.override("sv"):
        swedish = reverse("website:news")
    with translation.override("en"):
        news = reverse("website:news")
        return {
            "news": news,
            "news, late page": f"{news}?page={(public.count() - 1) // 20}",
            "news, press": f"{news}?type=press",
            "news, topic": f"{news}?topic={topic}",
            "news, in Swedish": swedish,
            "news, words": f"{news}?q=water+school",
            "article": reverse("website:article", args=[article.slug]),
            "press release": reverse("website:article", args=[release.slug]),
            "news feed": reverse("website:news-feed"),
            "start": reverse("website:home"),
            "organisation": reverse("website:organisation", args=[busy]),
            "search": f"{reverse('website:search')}?q=water",
        }


if __name__ == "__main__":
    print(json.dumps(fill(int(sys.argv[1]))))
