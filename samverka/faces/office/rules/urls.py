"""Addresses of the rules room."""

from django.urls import path

from samverka.faces.office.rules import views

urlpatterns = [
    path("", views.RuleSetList.as_view(), name="rule-sets"),
    path("new/", views.MakeRuleSet.as_view(), name="rule-set-new"),
    path("<int:pk>/", views.RuleSetRecord.as_view(), name="rule-set"),
    path("<int:pk>/edit/", views.EditRuleSet.as_view(), name="rule-set-edit"),
    path("<int:pk>/copy/", views.CopyRuleSet.as_view(), name="rule-set-copy"),
    path("<int:pk>/categories/", views.EditCategories.as_view(), name="rule-set-categories"),
    path("<int:pk>/limits/", views.EditLimits.as_view(), name="rule-set-limits"),
    path("<int:pk>/criteria/", views.EditCriteria.as_view(), name="rule-set-criteria"),
]
