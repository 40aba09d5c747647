"""The file of a publication that is replaced: served no longer, kept for its versions, and removed after them."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Revision

from samverka.newsroom.files import NEW, remove_unused_files
from samverka.newsroom.models import Publication
from tests.factories import news
from tests.newsroom.filling import filled

FILE = "/en/publications/one/file/"


@pytest.fixture
def later():
    """Return a moment at which no file is new any longer."""
    return timezone.now() + NEW + timedelta(minutes=1)


@pytest.fixture
def publication(cast):
    return news.published(cast, Publication, title="One", file=news.report_file("first.pdf"))


def replace(publication, content=b"%PDF-1.7 second", *, publish=True):
    """Save a version with another file, and publish it or not; return the name of the file before."""
    before = publication.file.name
    publication.file.save("second.pdf", ContentFile(content), save=False)
    revision = publication.save_revision()
    if publish:
        revision.publish()
    publication.refresh_from_db()
    return before


def version_with(name):
    return Revision.objects.filter(content__file=name).latest("pk")


def is_there(publication, name):
    return publication.file.storage.exists(name)


def read(client):
    return b"".join(client.get(FILE).streaming_content)


def test_a_replaced_file_is_served_no_longer_and_stays_for_the_version_that_names_it(client, publication, later):
    first = replace(publication)
    assert read(client) == b"%PDF-1.7 second"
    assert remove_unused_files(at=later) == 0
    assert is_there(publication, first)
    version_with(first).publish()
    assert read(client).startswith(b"%PDF-1.7\n")


def test_while_the_new_one_is_a_draft_readers_get_the_old(client, publication, later):
    replace(publication, publish=False)
    assert read(client).startswith(b"%PDF-1.7\n")
    assert remove_unused_files(at=later) == 0


def test_once_no_version_names_it_it_is_removed_unless_it_is_new(publication, later):
    first = replace(publication)
    Revision.objects.filter(content__file=first).delete()
    assert remove_unused_files(at=timezone.now()) == 0
    assert remove_unused_files(at=later) == 1
    assert not is_there(publication, first)
    assert is_there(publication, publication.file.name)


def test_the_files_of_a_page_that_is_deleted_go_and_those_of_its_translation_stay(cast, publication, later):
    first = replace(publication)
    second = publication.file.name
    other = news.published(cast, Publication, "sv", title="Ett", file=first)
    publication.delete()
    assert remove_unused_files(at=later) == 1
    assert not is_there(other, second)
    assert is_there(other, first)


def test_a_version_whose_file_is_gone_opens_and_the_form_does_not_publish_it(log_in, cast, publication, client):
    first = replace(publication)
    publication.file.storage.delete(first)
    revision = version_with(first)
    maja = log_in(cast.maja)
    opened = maja.get(f"/newsroom/pages/{publication.pk}/revisions/{revision.pk}/revert/")
    assert opened.status_code == 200
    sent = {**filled(maja, publication), "action-publish": "1"}
    publication.file.storage.delete(publication.file.name)
    answer = maja.post(f"/newsroom/pages/{publication.pk}/edit/", sent)
    assert "Välj den på nytt." in answer.content.decode()
    revision.publish()
    assert client.get(FILE).status_code == 404
    assert "The file is missing" in client.get("/en/news/one/").content.decode()


def test_house_keeping_says_how_many_it_removed(publication):
    said = StringIO()
    call_command("remove_unused_files", stdout=said)
    assert said.getvalue().strip() == "0 files removed."
