"""Entry points of the worker. A batch is short, so that a worker that is stopped has little to give up."""

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from samverka.newsroom.subscriptions.models import Issue
from samverka.newsroom.subscriptions.sending import send_some
from samverka.newsroom.subscriptions.states import IssueState


# Letters to single people, such as the one by which somebody confirms, go first.
@task(priority=-10)
def send_issue(number: int) -> None:
    """Send a batch of the issue, and ask for the next."""
    wait = send_some(number, at=timezone.now())
    if wait is not None:
        again = send_issue.using(run_after=timezone.now() + wait) if wait else send_issue
        again.enqueue(number)


def ask_for_sending() -> int:
    """Ask the worker to send each issue that no task is about to send; return how many. Done by house-keeping."""
    waiting = DBTaskResult.objects.filter(
        task_path=send_issue.module_path, status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]
    )
    asked = {task.args_kwargs["args"][0] for task in waiting.only("args_kwargs")}
    left = [
        one for one in Issue.objects.filter(state=IssueState.SENDING).values_list("pk", flat=True) if one not in asked
    ]
    for number in left:
        send_issue.enqueue(number)
    return len(left)
