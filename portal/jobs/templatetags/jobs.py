from django import template

from portal.jobs.models import Job

register = template.Library()


@register.inclusion_tag("jobs/progress.html")
def job_progress(job: Job, url: str) -> dict[str, object]:
    """Show how far a job is; `url` answers with this piece again while it is open.

    With htmx the piece replaces itself every two seconds until the job has ended; without it
    the person reloads the page.
    """
    return {"job": job, "url": url}
