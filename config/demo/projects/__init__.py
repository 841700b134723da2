"""Four project proposals: one under way, one awaiting a decision, one returned, one a draft."""

from config.demo.projects.clear_letters import CLEAR_LETTERS
from config.demo.projects.human_voice import HUMAN_VOICE
from config.demo.projects.lifts import LIFTS
from config.demo.projects.workshops import WORKSHOPS

PROPOSALS = (CLEAR_LETTERS, WORKSHOPS, LIFTS, HUMAN_VOICE)
