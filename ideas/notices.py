"""What people are told about ideas; the mails say that something happened and lead there."""

from portal.notifications import kinds


@kinds.register
class IdeaAnswered(kinds.Kind):
    """To the author and the followers: the committee has said what becomes of the idea."""

    name = "ideas.answered"
    template = "ideas/mail/answered"


@kinds.register
class IdeaCommented(kinds.Kind):
    """To the author, and to whoever a reply answers."""

    name = "ideas.commented"
    template = "ideas/mail/commented"


@kinds.register
class IdeaHidden(kinds.Kind):
    """To the author, with the reason on the page that only author and secretary still see."""

    name = "ideas.hidden"
    template = "ideas/mail/hidden"


@kinds.register
class CommentReported(kinds.Kind):
    """To the committee's secretaries, once for each case."""

    name = "ideas.comment_reported"
    template = "ideas/mail/comment_reported"


@kinds.register
class ReportDecided(kinds.Kind):
    """To whoever reported a comment: what became of it, with the reason on the page."""

    name = "ideas.report_decided"
    template = "ideas/mail/report_decided"


@kinds.register
class CommentHidden(kinds.Kind):
    """To the comment's author; the reason stands where the words were."""

    name = "ideas.comment_hidden"
    template = "ideas/mail/report_decided"
