"""Who may work in the newsroom."""

from samverka.ground.accounts.models import Role, User

EDITORS = (Role.Kind.EDITOR, Role.Kind.OFFICER, Role.Kind.HEAD)


def can_edit_news(user: User) -> bool:
    """Editors, programme officers and the head write and publish: those who decide what the public sees of a case."""
    return user.has_role(*EDITORS)
