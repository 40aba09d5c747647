"""Of what the text of an article is made."""

from samverka.newsroom.blocks.body import Body

__all__ = ["Body"]
