"""What tests of every area share: where the public texts and pages are, and what is installed here."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
#: Programs that a mark needs: the test is skipped, saying so, where one is missing.
NEEDED = {
    "postgres": ("initdb", "postgres"),
    "prometheus": ("prometheus", "promtool", "prometheus-alertmanager", "amtool"),
    "chromium": ("chromium",),
}


def program(name: str) -> str | None:
    """Path of an installed program; Debian keeps PostgreSQL's outside PATH."""
    found = shutil.which(name)
    if found:
        return found
    return next((str(p) for p in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what cannot run here; with GOALBOARD_TEST_REQUIRE=1 missing programs are left to fail."""
    if os.environ.get("GOALBOARD_TEST_REQUIRE") == "1":
        return
    for item in items:
        for mark, programs in NEEDED.items():
            missing = [name for name in programs if item.get_closest_marker(mark) and not program(name)]
            if missing:
                item.add_marker(pytest.mark.skip(reason=f"not installed here: {', '.join(missing)}"))


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """Folder with the public corpus and pages: GOALBOARD_SHARED, else ``../shared`` beside the checkout."""
    folder = Path(os.environ.get("GOALBOARD_SHARED", ROOT.parent / "shared"))
    if not (folder / "corpus").is_dir():
        pytest.skip(f"no public corpus at {folder} (set GOALBOARD_SHARED)")
    return folder


@pytest.fixture(scope="session")
def find_program():
    """Function from a program's name to its path, failing the test with what to install."""

    def find(name: str) -> str:
        path = program(name)
        if path is None:
            pytest.fail(f"{name} is not installed: run `make test-tools` (as root) or install it by hand")
        return path

    return find


@pytest.fixture
def free_port() -> int:
    """A TCP port on loopback that nobody listens on."""
    import socket

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
