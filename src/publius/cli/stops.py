"""Why a command stops early: a plain sentence on standard error, and a number for scripts."""

import click


class Stop(click.ClickException):
    """Something outside Publius is in the way; the sentence says what to do about it.

    The whole tree, with the exit codes that docs/reference/commands.md promises::

        Stop                     1
         ├── BadSetting          2
         ├── PortBusy            3
         ├── FolderNotWritable   4
         ├── DatabaseUnreachable 5
         ├── DatabaseTooNew      6
         ├── NotPrepared         7
         └── BadBackup           8
    """

    exit_code = 1

    def show(self, file=None) -> None:
        click.echo(f"publius: {self.message}", err=True, file=file)


class BadSetting(Stop):
    """A setting cannot be understood."""

    exit_code = 2


class PortBusy(Stop):
    """Somebody else listens where the server should."""

    exit_code = 3


class FolderNotWritable(Stop):
    """The data folder cannot be written."""

    exit_code = 4


class DatabaseUnreachable(Stop):
    """The database does not answer."""

    exit_code = 5


class DatabaseTooNew(Stop):
    """The database was made by a later version of Publius."""

    exit_code = 6


class NotPrepared(Stop):
    """The database lacks tables this version needs."""

    exit_code = 7


class BadBackup(Stop):
    """A backup cannot be written, read or trusted."""

    exit_code = 8
