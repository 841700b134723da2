"""Forty ideas to the Innovation committee, a module for each theme."""

from config.demo.ideas.care import CARE
from config.demo.ideas.children import CHILDREN
from config.demo.ideas.climate import CLIMATE
from config.demo.ideas.community import COMMUNITY
from config.demo.ideas.service import SERVICE
from config.demo.ideas.work import WORK

IDEAS = SERVICE + COMMUNITY + CARE + CHILDREN + CLIMATE + WORK
