import rules

from portal.access import is_administrator

rules.add_perm("jobs.start_again", is_administrator)
