"""What the newsroom keeps."""

from samverka.newsroom.models.announcements import Announcement
from samverka.newsroom.models.articles import Article, ShownPicture
from samverka.newsroom.models.homes import NewsHome
from samverka.newsroom.models.kinds import AboutText, BlogPost, Contact, NewsPage, PressRelease
from samverka.newsroom.models.names import NamedCase, NamedOrganisation, NamedPartnership
from samverka.newsroom.models.pictures import Picture, PictureSize, Thumbnail
from samverka.newsroom.models.standing import Boilerplate, Series

__all__ = [
    "AboutText",
    "Announcement",
    "Article",
    "BlogPost",
    "Boilerplate",
    "Contact",
    "NamedCase",
    "NamedOrganisation",
    "NamedPartnership",
    "NewsHome",
    "NewsPage",
    "Picture",
    "PictureSize",
    "PressRelease",
    "Series",
    "ShownPicture",
    "Thumbnail",
]
