"""The chain of a matter: idea, item, decision, project, benefit, as knots on one thread."""

from dataclasses import dataclass
from typing import Literal

State = Literal["done", "here", "planned"]


@dataclass(frozen=True)
class Step:
    """One knot: `kind` names the sort ("Idé nr. 87"), `what` the matter, `when` its date as text.

    `here` is the page that shows the chain; `planned` has not happened, and says what is known.
    A step without an address is plain text.
    """

    kind: str
    what: str
    url: str = ""
    when: str = ""
    state: State = "done"
    more: tuple[tuple[str, str], ...] = ()
    """Side branches, what and address of each: shown as "and 3 more ideas", which opens them."""
    more_label: str = ""

    @property
    def is_here(self) -> bool:
        return self.state == "here"

    @property
    def is_planned(self) -> bool:
        return self.state == "planned"
