"""The Innovation committee's meetings, oldest first."""

from config.demo.meetings.budget import BUDGET
from config.demo.meetings.extra import EXTRA
from config.demo.meetings.first import FIRST
from config.demo.meetings.fourth import FOURTH
from config.demo.meetings.midway import MIDWAY
from config.demo.meetings.second import SECOND
from config.demo.meetings.third import THIRD

MEETINGS = (FIRST, SECOND, MIDWAY, THIRD, EXTRA, FOURTH, BUDGET)
