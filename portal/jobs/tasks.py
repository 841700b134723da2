from celery import shared_task

from . import services


@shared_task(name="jobs.sweep", ignore_result=True)
def sweep() -> None:
    """Run every `settings.JOB_SWEEP_SECONDS` by beat."""
    services.sweep()
