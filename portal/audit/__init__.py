"""The record of every act, in the domain's words, for people to read.

Beside it `pghistory` keeps before and after of the rows by database triggers, with the same
actor and request id; that is for evidence.
"""

from .log import acts_on, last_change, record

__all__ = ["acts_on", "last_change", "record"]
