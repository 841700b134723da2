"""Texts written in sections by several people at once, without locks and without losing a word."""

from .conflicts import Conflict

__all__ = ["Conflict"]
