from celery import shared_task

from . import services


@shared_task(name="people.forget_old_sessions")
def forget_old_sessions() -> None:
    services.forget_old_sessions()
