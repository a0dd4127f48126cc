"""Settings: read once, strictly; what is wrong is named in one line with its place and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from metrics.config import Settings, load_settings
from metrics.errors import SettingsError


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"GOALBOARD_PROT": "1"}, "GOALBOARD_PROT: unknown setting; did you mean port?"),
        ({"GOALBOARD_XYZZY": "1"}, "GOALBOARD_XYZZY: unknown setting; see deploy/runbook.md for the list"),
        ({"GOALBOARD_PORT": "many"}, "GOALBOARD_PORT: "),
        ({"GOALBOARD_PORT": "70000"}, "GOALBOARD_PORT: "),
        ({"GOALBOARD_TIMEZONE": "Mars/North"}, "GOALBOARD_TIMEZONE: unknown time zone 'Mars/North'"),
        ({"GOALBOARD_LOG_LEVEL": "LOUD"}, "GOALBOARD_LOG_LEVEL: use DEBUG, INFO, WARNING or ERROR"),
        ({"GOALBOARD_CONFIG": "/nowhere/goalboard.toml"}, "GOALBOARD_CONFIG: no file at /nowhere/goalboard.toml"),
    ],
)
def test_a_wrong_variable_is_named(environment, message, tmp_path):
    with pytest.raises(SettingsError) as refused:
        load_settings(environment, tmp_path)
    assert str(refused.value).startswith(message)
    assert "\n" not in str(refused.value)
    assert refused.value.exit_code == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"prot = 8000\n", "goalboard.toml: prot: unknown setting; did you mean port?"),
        (b"port = \n", "goalboard.toml: not readable as TOML"),
        ("host = '云'".encode("gb18030"), "goalboard.toml: not UTF-8 at byte 8"),
    ],
)
def test_a_wrong_file_is_named(content, message, tmp_path):
    (tmp_path / "goalboard.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=message):
        load_settings({}, tmp_path)


def test_the_environment_outranks_the_file(tmp_path):
    (tmp_path / "goalboard.toml").write_text('port = 8100\ntimezone = "Asia/Urumqi"\n', encoding="utf-8")
    settings = load_settings({"GOALBOARD_PORT": "8200", "PATH": "/bin"}, tmp_path)
    assert (settings.port, settings.timezone) == (8200, "Asia/Urumqi")


def test_defaults_keep_everything_in_one_folder(tmp_path):
    settings = load_settings({}, tmp_path)
    assert settings.database == "sqlite:///goalboard-data/goalboard.sqlite"
    assert settings.snapshot_location == "goalboard-data/snapshots"
    assert settings.source_folder == Path("goalboard-data/sources")
    assert settings.base_url == "http://127.0.0.1:8000"


def test_every_setting_is_described_here_and_in_the_runbook():
    runbook = (Path(__file__).parents[2] / "deploy" / "runbook.md").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert f"GOALBOARD_{name.upper()}" in runbook, f"deploy/runbook.md does not name GOALBOARD_{name.upper()}"
