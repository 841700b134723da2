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
