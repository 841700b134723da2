from portal.notifications import kinds


@kinds.register
class MandatePublished(kinds.Kind):
    """The council's task for the committee is there to read, or has changed."""

    name = "committee.mandate_published"
    template = "committee/mail/mandate_published"
