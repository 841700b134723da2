from committee.models import Committee, roles_of
from portal.people.models import User


def locked(committee_id: int) -> Committee:
    """Return the committee's row, kept from others until this change is done."""
    return Committee.objects.select_for_update(of=("self",)).get(pk=committee_id)


def role_in(by: User, committee: Committee) -> str:
    """Return in which role somebody acts, for the record."""
    return ", ".join(sorted(roles_of(by, committee)))
