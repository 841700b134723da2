"""Whoever has an account keeps drafts; nobody but their owner ever meets them."""

import rules

from portal.access import is_signed_in

rules.add_perm("drafts.keep_draft", is_signed_in)
