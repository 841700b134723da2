"""Who may change what people say of themselves, and what others grant."""

from typing import Any

import rules

from portal.access import is_administrator, is_signed_in, predicate


@predicate
def is_oneself(user: Any, on: Any) -> bool:
    """People speak for themselves: nobody changes another's name or language."""
    return on is not None and user.pk == on.pk


@predicate
def declared_it(user: Any, on: Any) -> bool:
    """A volunteer is one by their own word, and stops being one by it; a citizen stays one."""
    return on is not None and on.user_id == user.pk and on.kind == "volunteer"


@predicate
def grants_capacities(user: Any, on: Any) -> bool:
    """Whoever may grant a capacity may end it; the app above says who that is."""
    return (
        on is not None
        and on.kind not in {"citizen", "volunteer"}
        and user.has_perm("people.grant_capacity")
    )


rules.add_perm("people.use_my_page", is_signed_in)
rules.add_perm("people.change_details", is_oneself)
rules.add_perm("people.end_capacity", declared_it | grants_capacities)

# Django's admin asks by these names; there is no right to delete.
for model in ("user", "person", "capacity"):
    rules.add_perm(f"people.view_{model}", is_administrator)
for permission in ("people.add_user", "people.change_user"):
    rules.add_perm(permission, is_administrator)
