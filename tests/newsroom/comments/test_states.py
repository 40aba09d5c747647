from samverka.newsroom.comments import states
from tests.factories import comments
from tests.moving import has_words_for_everybody, try_every_move

ALLOWED = {
    ("waiting", "published"), ("waiting", "removed"), ("waiting", "withdrawn"),
    ("published", "removed"), ("published", "withdrawn"), ("removed", "published"), ("removed", "withdrawn"),
}  # fmt: skip


def test_every_pair_of_states(cast, at):
    comment = comments.written(comments.post(cast, at), comments.reader(at=at), at)
    try_every_move(comment, states, ALLOWED)


def test_every_state_has_words_for_everybody():
    assert has_words_for_everybody(states)
