"""Forms of the newsletter room."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from samverka.newsroom.models import Article
from samverka.newsroom.subscriptions.models import Frequency, Newsletter
from samverka.ui.forms import MomentField
from samverka.ui.templatetags.ui import day_text

# A newsletter tells of the last months; what is older is chosen by linking to it in the opening words.
MOST_OFFERED = 40


class NewsletterForm(forms.ModelForm):
    """The words of a newsletter in both languages, and the articles that it tells of."""

    class Meta:
        model = Newsletter
        fields = ["subject_en", "words_en", "subject_sv", "words_sv", "articles"]
        widgets = {
            "words_en": forms.Textarea({"rows": 5}),
            "words_sv": forms.Textarea({"rows": 5}),
            "articles": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "words_en": _("Plain text; an empty line begins a new paragraph. Addresses become links."),
            "words_sv": _("Plain text; an empty line begins a new paragraph. Addresses become links."),
            "articles": _("Public articles, the newest first. Those in English go to readers of English, and so on."),
        }

    def __init__(self, *given: Any, at: datetime, **more: Any) -> None:
        super().__init__(*given, **more)
        offered: Any = self.fields["articles"]
        public = Article.objects.public(at).news().order_by("-out_at", "-pk")
        newest = public.values_list("pk", flat=True)[:MOST_OFFERED]
        chosen = self.instance.articles.values_list("pk", flat=True) if self.instance.pk else []
        articles = Article.objects.filter(pk__in=[*newest, *chosen]).select_related("locale")
        offered.queryset = articles.order_by("locale__language_code", "-out_at", "-pk")
        offered.label_from_instance = name_of_article


def name_of_article(article: Article) -> str:
    """Return what an article is called where it is chosen: language, title, day."""
    language = dict(settings.LANGUAGES)[article.language]
    return f"{language}: {article.title} ({day_text(localdate(article.out_at))})"


class PlanForm(forms.Form):
    """When a newsletter leaves."""

    leaves_at = MomentField(
        label=_("When it leaves"),
        help_text=format_lazy(_("Day and time, as the clock shows it in {zone}."), zone=settings.TIME_ZONE),
        error_messages={"required": _("Choose a day and a time.")},
    )


class DigestForm(forms.Form):
    """Whose digest is shown."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    frequency = forms.ChoiceField(label=_("How often"), choices=Frequency.choices)


class AddressForm(forms.Form):
    """Whose address is erased."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)


class ReasonForm(forms.Form):
    """Why the sending is stopped."""

    reason = forms.CharField(
        label=_("Reason"), help_text=_("Kept in the record of changes."), widget=forms.Textarea({"rows": 3})
    )
