"""Databases, and an archive of bulletins in them."""

import pytest

from tests.postgres import *  # noqa: F403
from tests.tracking.archive import Archive


@pytest.fixture
def archive(database):
    """An empty archive of one bureau; the test runs on each kind of database."""
    return Archive(database)
