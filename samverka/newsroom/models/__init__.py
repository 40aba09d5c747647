"""What the newsroom keeps."""

from samverka.newsroom.models.articles import Article
from samverka.newsroom.models.homes import NewsHome
from samverka.newsroom.models.kinds import NewsPage
from samverka.newsroom.models.names import NamedCase, NamedOrganisation, NamedPartnership

__all__ = ["Article", "NamedCase", "NamedOrganisation", "NamedPartnership", "NewsHome", "NewsPage"]
