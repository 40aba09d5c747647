"""The demonstration has comments in every state, and loading it again adds none."""

from samverka.demo.talk import let_readers_talk
from samverka.newsroom.comments.models import Comment
from samverka.newsroom.comments.queries import comments_to_look_at
from samverka.newsroom.models import BlogPost


def test_comments_wait_on_a_demo_post_with_what_speaks_against_them(cast, at):
    let_readers_talk(cast, at)
    let_readers_talk(cast, at)
    assert BlogPost.objects.public(at).count() == 2
    waiting = comments_to_look_at(cast.maja, at)
    assert sorted(one.state for one in waiting) == ["published", "waiting", "waiting", "waiting"]
    # Whoever removed one does not decide the appeal about it.
    assert comments_to_look_at(cast.helena, at).count() == 5
    assert Comment.objects.filter(likenesses__percent__gte=60).count() == 1
    assert Comment.objects.filter(parent=None, state="published").exists()
