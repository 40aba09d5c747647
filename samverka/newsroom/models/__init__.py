"""What the newsroom keeps."""

from samverka.newsroom.models.announcements import Announcement
from samverka.newsroom.models.articles import Article, FormerName, ShownPicture
from samverka.newsroom.models.events import EventPage, Occasion, Registration
from samverka.newsroom.models.homes import Chosen, NewsHome
from samverka.newsroom.models.kinds import AboutText, BlogPost, Contact, NewsPage, PressRelease
from samverka.newsroom.models.names import NamedCase, NamedOrganisation, NamedPartnership
from samverka.newsroom.models.pages import Guidance, Publication
from samverka.newsroom.models.pictures import Picture, PictureSize, Thumbnail
from samverka.newsroom.models.standing import Boilerplate, Series
from samverka.newsroom.models.stories import Lesson, Story

__all__ = [
    "AboutText",
    "Announcement",
    "Article",
    "BlogPost",
    "Boilerplate",
    "Chosen",
    "Contact",
    "EventPage",
    "FormerName",
    "Guidance",
    "Lesson",
    "NamedCase",
    "NamedOrganisation",
    "NamedPartnership",
    "NewsHome",
    "NewsPage",
    "Occasion",
    "Picture",
    "PictureSize",
    "PressRelease",
    "Publication",
    "Registration",
    "Series",
    "ShownPicture",
    "Story",
    "Thumbnail",
]
