import rules

from portal.access import is_signed_in

rules.add_perm("notifications.read_notices", is_signed_in)
