"""Good examples, publications, guidance; references; and what an editor puts on the start page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samverka.newsroom.models import Chosen, Guidance, Lesson, Picture, PictureSize, Publication, Story
from samverka.stages.calls.models import Call
from samverka.stages.networks.actions import join_network, make_network
from samverka.stages.organisations.models import Organisation
from tests.factories import calls, news, projects
from tests.factories.pictures import picture

MOST = 15


def read(client, slug, language="en"):
    place = {"en": "/en/news/", "sv": "/sv/nyheter/"}[language]
    return client.get(f"{place}{slug}/").content.decode()


def test_a_story_says_what_both_sides_learned(client, cast):
    Organisation.objects.filter(pk__in=[cast.exempelby.pk, cast.sekao.pk]).update(is_public=True)
    story = news.draft(cast, Story, title="One", results="Clean water.")
    story.lessons = [Lesson(organisation=one, words=f"It {one.pk}.") for one in (cast.exempelby, cast.sekao)]
    story.save_revision().publish()
    page = read(client, "one")
    for part in ("Clean water.", f"It {cast.sekao.pk}.", f"/organisations/{cast.sekao.slug}/", "Good example"):
        assert part in page, part
    Organisation.objects.filter(pk=cast.sekao.pk).update(is_public=False)
    page = read(client, "one")
    assert "One of the parties" in page
    assert cast.sekao.slug not in page
    assert "One" in client.get("/en/stories/").content.decode()
    assert "One" in client.get("/en/search/?q=clean").content.decode()


def test_a_publication_is_downloaded_while_it_is_public(client, cast):
    told = news.published(cast, Publication, title="One", abstract="All of it.", file=news.report_file())
    assert "Download (PDF, " in read(client, "one")
    answer = client.get("/en/publications/one/file/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert "attachment" in answer["Content-Disposition"]
    told.unpublish()
    assert client.get("/en/publications/one/file/").status_code == 404
    assert client.get("/sv/publikationer/one/fil/").status_code == 404


def test_guidance_names_its_owner_and_is_no_news(client, cast):
    news.published(cast, Guidance, title="How", page_owner="The office", page_owner_email="office@owner.example")
    page = read(client, "how")
    assert "mailto:office@owner.example" in page
    assert "Last updated" in page
    assert "How" in client.get("/en/guidance/").content.decode()
    for path in ("/en/news/", "/en/news.atom"):
        assert "/en/news/how/" not in client.get(path).content.decode()


def test_references_show_what_is_true_now_in_few_queries(client, cast, at):
    case = projects.public_case(cast, at)
    call, network = calls.open_call(cast, at), make_network(cast.programme, "Nät", "Net", by=None, at=at)
    join_network(case.partnership, network, by=None, at=at)
    video = {"picture": picture("V", 900, 600), "alt": "A tap", "title": "The tap", "transcript": "Drip."}
    parts = [("partnership", case.partnership), ("call", call), ("network", network)]
    for times in (1, 2):
        body = [*parts * times, ("video", {**video, "url": "https://video.example/1"})]
        news.published(cast, title=f"T{times}", body=body)
        client.get(f"/en/news/t{times}/")
        with CaptureQueriesContext(connection) as caught:
            page = read(client, f"t{times}")
        assert len(caught) <= MOST, "\n".join(one["sql"] for one in caught)
    for part in (f"/partnerships/{case.partnership.slug}/", call.title, "Network of 1 partnership", "Drip."):
        assert part in page, part
    assert 'href="https://video.example/1"' in page
    assert 'src="https' not in page
    Call.objects.filter(pk=call.pk).update(state="draft")
    page = read(client, "t1")
    assert "Facts about a call stood here" in page
    assert call.title not in page


def test_the_start_page_shows_what_was_chosen_while_it_is_public(client, cast):
    chosen, newer = news.published(cast, title="Chosen"), news.published(cast, title="Newer")
    home = chosen.get_parent().specific
    home.start_heading, home.start_lead = "Water for all", "A lead of ours."
    home.chosen = [Chosen(article=chosen)]
    home.save_revision().publish()
    page = client.get("/en/").content.decode()
    assert "Water for all" in page
    assert "A lead of ours." in page
    assert "/en/news/chosen/" in page
    assert "/en/news/newer/" not in page
    assert "Water for all" not in client.get("/sv/").content.decode()
    chosen.unpublish()
    page = client.get("/en/").content.decode()
    assert "/en/news/newer/" in page
    assert newer.live


@pytest.mark.django_db
def test_the_files_of_a_picture_go_with_it(cast, settings, tmp_path, django_capture_on_commit_callbacks):
    kept = {**settings.STORAGES["pictures"], "OPTIONS": {"location": str(tmp_path / "pictures")}}
    settings.STORAGES = {**settings.STORAGES, "pictures": kept}
    one, other = picture("One"), picture("Other")
    for each in (one, other):
        each.make_sizes("wide")
    assert {*one.sizes.values_list("name")} == {*other.sizes.values_list("name")}
    with django_capture_on_commit_callbacks(execute=True):
        one.delete()
    assert any((tmp_path / "pictures").iterdir())
    with django_capture_on_commit_callbacks(execute=True):
        Picture.objects.all().delete()
    assert not any((tmp_path / "pictures").iterdir())
    assert not PictureSize.objects.exists()
