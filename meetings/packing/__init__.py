"""Everything of a meeting in one ZIP: what belongs in it, its tables, and how it is written.

What goes in is asked for its reader: a closed item under which they are disqualified stays out,
as it does on every page, and so does what was withdrawn.
"""

from .writing import Packed, fingerprint, pack

__all__ = ["Packed", "fingerprint", "pack"]
