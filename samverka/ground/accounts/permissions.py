"""Who may do what with people's accounts."""

from samverka.ground.accounts.models import Role, User


def can_invite_person(user: User) -> bool:
    """Programme officers and the head of a programme bring people in."""
    return user.has_role(Role.Kind.OFFICER, Role.Kind.HEAD)


def can_see_people(user: User) -> bool:
    """Everybody in the office sees who takes part."""
    return user.is_in_office


def can_see_person(user: User, person: User) -> bool:
    """Everybody in the office sees one person and what that person may do."""
    return user.is_in_office


def can_edit_person(user: User, person: User) -> bool:
    """People keep their own name and language."""
    return user == person


def can_send_invitation(user: User, person: User) -> bool:
    """Those who invite people may send the link again."""
    return can_invite_person(user)


def can_give_role(user: User, person: User) -> bool:
    """The head of a programme says who works for it; in which programme is asked when the role is given."""
    return user.has_role(Role.Kind.HEAD)


def can_end_role(user: User, role: Role) -> bool:
    """The head of the programme says when somebody no longer works for it."""
    return user.has_role(Role.Kind.HEAD, programme=role.programme_id)
