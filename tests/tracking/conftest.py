"""Databases, and an archive of bulletins in them."""

import pytest

from postgres import *  # noqa: F403
from tracking.archive import Archive


@pytest.fixture
def archive(database):
    """An empty archive of one bureau; the test runs on each kind of database."""
    return Archive(database)
