"""Charts drawn by the server: plain SVG with classes, in two widths, so that words never shrink.

A chart is a sentence, its drawings and the same numbers as a table. On pages the stylesheet gives
the colours (`static/css/_charts.scss`); on paper they are written into the picture (`for_paper`).
"""

from .bars import Bar, Mark, bars, columns, parts
from .drawing import Cell, Chart, Drawing, Frame, Label, Shape, written
from .scales import nice_step
from .ways import Way, ways
from .writing import for_page, for_paper

__all__ = [
    "Bar",
    "Cell",
    "Chart",
    "Drawing",
    "Frame",
    "Label",
    "Mark",
    "Shape",
    "Way",
    "bars",
    "columns",
    "for_page",
    "for_paper",
    "nice_step",
    "parts",
    "ways",
    "written",
]
