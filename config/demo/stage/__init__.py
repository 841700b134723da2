"""How the demo gets into the database: acts in the order of time, played through the services."""

from .acts import Stage
from .play import play

__all__ = ["Stage", "play"]
