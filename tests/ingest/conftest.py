"""Databases for these tests."""

from postgres import *  # noqa: F403
