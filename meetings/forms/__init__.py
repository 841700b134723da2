"""Forms of meetings: text to values, errors to the field they belong to."""

from .actions import ActionForm, CloseActionForm
from .agenda import AttachmentForm, FactsForm, LinksForm, MergeForm, NewItemForm, SectionForm
from .course import AdjournForm, BeginningsForm, CloseForm, ItemTimesForm
from .minutes import (
    AnswerForm,
    CommentForm,
    CorrectionForm,
    Places,
    PublishForm,
    ReviewDeadlineForm,
    ReviewForm,
    SeenForm,
)
from .planning import CancelForm, MeetingForm, ReplyForm, SubstituteForm, without_private_words
from .preparing import DeclineForm, SuggestionForm, TemplateForm, TemplateNameForm, TemplateRow
from .seals import FingerprintForm
from .sitting import (
    AdoptionForm,
    AttendanceRow,
    DecisionForm,
    DisqualificationForm,
    RemarkForm,
    VoteForm,
)
from .withdrawals import WithdrawalForm

__all__ = [
    "ActionForm",
    "AdjournForm",
    "AdoptionForm",
    "AnswerForm",
    "AttachmentForm",
    "AttendanceRow",
    "BeginningsForm",
    "CancelForm",
    "CloseActionForm",
    "CloseForm",
    "CommentForm",
    "CorrectionForm",
    "DecisionForm",
    "DeclineForm",
    "DisqualificationForm",
    "FactsForm",
    "FingerprintForm",
    "ItemTimesForm",
    "LinksForm",
    "MeetingForm",
    "MergeForm",
    "NewItemForm",
    "Places",
    "PublishForm",
    "RemarkForm",
    "ReplyForm",
    "ReviewDeadlineForm",
    "ReviewForm",
    "SectionForm",
    "SeenForm",
    "SubstituteForm",
    "SuggestionForm",
    "TemplateForm",
    "TemplateNameForm",
    "TemplateRow",
    "VoteForm",
    "WithdrawalForm",
    "without_private_words",
]
