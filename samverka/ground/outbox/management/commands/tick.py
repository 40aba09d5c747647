"""Keep the house: revive work that a crash left half-done, send what was left lying, clear what is old."""

import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from samverka.ground.outbox.delivery import ATTEMPTS, deliver
from samverka.ground.outbox.models import Message

STUCK = timedelta(minutes=10)


class Command(BaseCommand):
    """Does its round once, or every so many seconds until it is stopped."""

    help = "Revive stuck tasks, send messages that were left lying, run the commands that clear what is old."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the number of seconds between rounds."""
        parser.add_argument("--every", type=int, default=0, help="Seconds between rounds; 0 does one round and ends.")

    def handle(self, *args: Any, every: int, **options: Any) -> None:
        """Do one round, or go on."""
        while True:
            revive_stuck_tasks()
            send_what_was_left()
            for command in settings.HOUSE_KEEPING:
                call_command(command, verbosity=0)
            if not every:
                return
            time.sleep(every)


def revive_stuck_tasks() -> int:
    """Let a worker take again what a killed worker had begun. Doing a task twice is harmless."""
    stuck = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=timezone.now() - STUCK)
    return stuck.update(status=TaskResultStatus.READY, started_at=None)


@transaction.atomic
def send_what_was_left() -> int:
    """Ask again for messages that were never sent and that no task is waiting to send."""
    waiting = DBTaskResult.objects.filter(
        task_path=deliver.module_path, status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]
    )
    wanted = {task.args_kwargs["args"][0] for task in waiting.only("args_kwargs")}
    old = Message.objects.unsent().filter(attempts__lt=ATTEMPTS, written_at__lt=timezone.now() - STUCK)
    left = [number for number in old.values_list("pk", flat=True) if number not in wanted]
    for number in left:
        deliver.enqueue(number)
    return len(left)
