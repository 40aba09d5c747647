"""Addresses of the people room."""

from django.urls import path

from samverka.faces.office.people import acting, views

urlpatterns = [
    path("", views.PersonList.as_view(), name="people"),
    path("invite/", acting.InvitePerson.as_view(), name="person-invite"),
    path("<int:pk>/", views.PersonRecord.as_view(), name="person"),
    path("<int:pk>/invite-again/", acting.SendInvitation.as_view(), name="person-invite-again"),
    path("<int:pk>/role/", acting.GiveRole.as_view(), name="role-give"),
    path("<int:pk>/roles/<int:number>/end/", acting.EndRole.as_view(), name="role-end"),
    path("<int:pk>/membership/", acting.AddMembership.as_view(), name="membership-add"),
    path("<int:pk>/memberships/<int:number>/end/", acting.EndMembership.as_view(), name="membership-end"),
    path("<int:pk>/mandate/", acting.GiveMandate.as_view(), name="mandate-give"),
    path("<int:pk>/mandates/<int:number>/end/", acting.EndMandate.as_view(), name="mandate-end"),
]
