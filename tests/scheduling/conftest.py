"""Databases for these tests."""

from tests.postgres import *  # noqa: F403
