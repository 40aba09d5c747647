from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from samverka.newsroom.words import drawn, linked_pages
from tests.factories import news

NOW = timezone.now()
AWAY = '<span class="visually-hidden"> (another site)</span>'


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("<p>A <b>b</b> <i>c</i> &amp; d<br/>e</p>", "<p>A <b>b</b> <i>c</i> &amp; d<br>e</p>"),
        ("<ul><li>one</li></ul>", "<ul><li>one</li></ul>"),
        ('<p class="x" onclick="y">a</p>', "<p>a</p>"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("<img src=x onerror=y>a<h1>b</h1>", "ab"),
        ("<!-- <b> -->1 < 2 & 3", "1 &lt; 2 &amp; 3"),
        ('<a href="/en/cases/1/">a</a>', '<a href="/en/cases/1/">a</a>'),
        ('<a href="mailto:a@b.example">a</a>', '<a href="mailto:a@b.example">a</a>'),
        ('<a href="http://127.0.0.1:8000/en/">a</a>', '<a href="http://127.0.0.1:8000/en/">a</a>'),
        (
            '<a href="https://b.example/?x&amp;y">a</a>',
            f'<a href="https://b.example/?x&amp;y" rel="external">a{AWAY}</a>',
        ),
        ('<a href="//b.example/">a</a>', f'<a href="//b.example/" rel="external">a{AWAY}</a>'),
        ('<a href="//b.example/"><b>a', f'<a href="//b.example/" rel="external"><b>a</b>{AWAY}</a>'),
        ('<a href="/x?rel=&quot;external&quot;>">a</a>', '<a href="/x?rel=&quot;external&quot;&gt;">a</a>'),
        ('<a href="javascript:alert(1)">a</a>', "a"),
        ('<a href=" JaVaScRiPt:alert(1)">a</a>', "a"),
        ('<a href="java\tscript:alert(1)">a</a>', "a"),
        ('<a href="http://[x">a</a>', "a"),
        ("<a>a</a></a>", "a"),
        ('<a linktype="page" id="x">a</a>', "a"),
        ("<b>a", "<b>a</b>"),
        ("<p>a<b>b</p>c</b>", "<p>a<b>b</b></p>c"),
        ("</p></div>a", "a"),
    ],
)
def test_what_is_known_is_drawn_and_all_else_is_text(stored, shown):
    assert drawn(stored, {}) == shown


def test_a_link_that_leads_away_says_so_in_the_language_of_the_page():
    with override("sv"):
        assert "(en annan webbplats)" in drawn('<a href="https://b.example/">a</a>', {})


def test_a_link_to_an_article_leads_to_where_it_is_public_today(cast, homes):
    article = news.published(cast, title="One", out_at=NOW + timedelta(hours=1))
    stored = f'<a linktype="page" id="{article.pk}">a</a> <a linktype="page" id="{homes["sv"].pk}">b</a>'
    assert drawn(stored, linked_pages([stored], NOW)) == 'a <a href="/sv/nyheter/">b</a>'
    later = linked_pages([stored], NOW + timedelta(hours=2))
    assert drawn(stored, later).startswith('<a href="/en/news/one/">a</a> ')


def test_a_text_asks_once_however_many_links_it_has(cast, homes, django_assert_num_queries):
    articles = [news.published(cast, title=f"Number {number}") for number in range(3)]
    with django_assert_num_queries(1):
        found = linked_pages([f'<a linktype="page" id="{one.pk}">a</a>' for one in articles], timezone.now())
    assert len(found) == 3
