"""Meetings: planned, their agendas written and sent out, held, and their minutes published."""

from .year import hold_all

__all__ = ["hold_all"]
