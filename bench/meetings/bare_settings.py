"""The portal's settings with the bench's addresses."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bare"
