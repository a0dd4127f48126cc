"""Errors that end a command. Each message is one line that names the place and what to do."""


class GoalboardError(Exception):
    """The work failed (exit code 1). The message names the place and the remedy."""

    exit_code = 1


class UsageError(GoalboardError):
    """The command, a setting or an input file is wrong (exit code 2); nothing was written."""

    exit_code = 2


class SettingsError(UsageError):
    """A setting is unknown, unreadable or out of range."""


class InputFileError(UsageError):
    """A file given by hand cannot be read as what it should be."""


class DatabaseError(GoalboardError):
    """The database is away, locked, newer than this program, or not ours."""


class AddressInUseError(GoalboardError):
    """The port that a server should listen on is taken."""
