"""Who runs the demo's meetings and who writes for them, by their keys."""

from __future__ import annotations

from config.demo.committees import INNOVATION
from config.demo.people import PERSONS

SECRETARY = "mads"
CHAIR = "karen"
ACCOUNT_OF = {name: key for key, name in PERSONS.items()}
WRITERS = {seat.person for seat in INNOVATION.seats if seat.role in ("chair", "deputy", "member")}
