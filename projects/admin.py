from django.contrib import admin

from portal.ui.admin import ReadOnlyAdmin

from .models import Benefit, Decision, Measurement, Proposal, ProposalVersion


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    """To see where things stand; what a draft says stays with its group."""

    list_display = ["number", "committee", "state", "state_since"]
    list_filter = ["committee", "state"]
    list_select_related = ["committee"]
    fields = ["committee", "working_group", "number", "state", "state_since", "current_version"]


@admin.register(ProposalVersion)
class ProposalVersionAdmin(ReadOnlyAdmin):
    list_display = ["title", "number", "submitted_at", "submitted_by"]
    list_select_related = ["submitted_by"]


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ["proposal", "kind", "at", "by", "role"]
    list_filter = ["kind"]
    list_select_related = ["proposal", "by"]


@admin.register(Benefit)
class BenefitAdmin(ReadOnlyAdmin):
    """Only what was approved: a benefit of a draft is the group's."""

    list_display = ["title", "kind", "owner_name", "state"]
    list_filter = ["kind", "state"]

    def get_queryset(self, request):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
        return super().get_queryset(request).filter(proposal__in=Proposal.objects.carried_out())


@admin.register(Measurement)
class MeasurementAdmin(ReadOnlyAdmin):
    list_display = ["benefit", "measured_on", "value", "entered_by"]
    list_select_related = ["benefit", "entered_by"]
