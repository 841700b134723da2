from portal import jobs

from . import services


@jobs.task("notifications.send_mail")
def send_mail(key: str, progress: jobs.Progress) -> None:
    services.send_mail(int(key))
