"""The text of an article as plain values, ready for its templates."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samverka.newsroom.models import Article


@dataclass
class Part:
    """One part of a text; its template is called as its kind."""

    kind: str
    value: Any

    @property
    def template(self) -> str:
        """Return the name of the template that draws it."""
        return f"website/news/parts/{self.kind}.html"


def parts_of(article: Article, at: datetime) -> list[Part]:
    """Return the parts of the text in their order."""
    return [Part(block.block_type, block.value) for block in article.body]
