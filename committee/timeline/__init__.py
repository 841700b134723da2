"""The committee's dates from its first day to its last: a list, and from 1200 px a picture."""

from .moments import Moment, moments_of
from .picture import Picture, drawn

__all__ = ["Moment", "Picture", "drawn", "moments_of"]
