"""What the newsroom keeps."""

from samverka.newsroom.models.homes import NewsHome

__all__ = ["NewsHome"]
