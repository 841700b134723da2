import rules

from portal.access import is_administrator

rules.add_perm("ui.see_style", is_administrator)
