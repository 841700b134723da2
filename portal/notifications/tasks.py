from portal import jobs

from . import services


@jobs.task("notifications.send_mail")
def send_mail(key: str, progress: jobs.Progress) -> None:
    services.send_mail(int(key))


@jobs.task("notifications.write_mails")
def write_mails(key: str, progress: jobs.Progress) -> None:
    kind, event, _once = key.split("|")
    services.write_mails(kind, event)
