"""Addresses of the decisions room."""

from django.urls import path

from samverka.faces.office.decisions.views import announcing, newsroom, preparing, reading

urlpatterns = [
    path("", reading.DecisionList.as_view(), name="decisions"),
    path("call/<slug:slug>/announce/", announcing.AnnounceDecisions.as_view(), name="decisions-announce"),
    path("call/<slug:slug>/newsroom/", newsroom.AnnounceCallToNewsroom.as_view(), name="decisions-newsroom"),
    path("<slug:reference>/", reading.DecisionRecord.as_view(), name="decision"),
    path("<slug:reference>/prepare/", preparing.PrepareDecision.as_view(), name="decision-prepare"),
    path("<slug:reference>/change/", preparing.ChangeDecision.as_view(), name="decision-change"),
    path("<slug:reference>/check/", announcing.CheckDecision.as_view(), name="decision-check"),
    path("<slug:reference>/send-back/", announcing.SendBackDecision.as_view(), name="decision-send-back"),
    path("<slug:reference>/announce/", announcing.AnnounceDecision.as_view(), name="decision-announce"),
    path("<slug:reference>/newsroom/", newsroom.AnnounceToNewsroom.as_view(), name="decision-newsroom"),
    path("<slug:reference>/letters/<slug:organisation>/", reading.LetterFile.as_view(), name="decision-letter"),
]
