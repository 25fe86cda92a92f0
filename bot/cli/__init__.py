"""The command line: `blether …`, also `python -m bot`.

Each subcommand lives in the file of its name and is imported only when it is used, so that
`blether understand` does not wait for the web server.
"""

from __future__ import annotations

import sys
import traceback
from importlib import import_module
from typing import Final

import click

from bot import __version__
from bot.collecting import collect_seldom

_COMMANDS: Final = {
    "serve": "the server: webhooks, pages, delivery and timers",
    "demo": "make the demonstration practice, then serve it with the phone simulator",
    "chat": "one conversation in the terminal",
    "flows": "check, draw and test the flows",
    "understand": "needs and risk of messages: JSON lines in, JSON lines out",
    "practice": "add and list practices, and change how one works",
    "staff": "add and list staff",
    "token": "make, list and revoke API tokens",
    "services": "fill the directory of local services from a file",
    "db": "upgrade, check, back up, restore, copy or rekey the database",
    "config": "check config.yml and the environment",
    "feedback": "export what staff said of how texts were understood",
    "patient": "export or erase what is kept of a person",
    "privacy": "how long things are kept, and legal holds",
    "audit": "check that the audit trail is as it was written",
}


class Failed(click.ClickException):
    """The work failed: one clear line on stderr, exit code 1."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command = import_module(f"bot.cli.{name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="blether")
def cli() -> None:
    """Blether: patients refer themselves to a link worker by text, and are followed up."""


def main() -> None:
    """Run the command line; expected failures are one line on stderr, never a traceback."""
    collect_seldom()
    from bot.settings import SettingsError
    from storage.errors import UNREACHABLE, StorageError, said_of

    try:
        _refuse_bytes(sys.argv[1:])
        code = cli(prog_name="blether", standalone_mode=False) or 0
    except click.exceptions.NoArgsIsHelpError as error:
        _say_what_there_is(error)
        sys.exit(2)
    except click.UsageError as error:
        _say(" ".join(error.format_message().split()))  # values to choose from stand in lines
        sys.exit(error.exit_code)
    except click.ClickException as error:
        _say(error.format_message())
        sys.exit(error.exit_code)
    except click.Abort:
        _say("stopped before it was done")
        sys.exit(1)
    except (SettingsError, StorageError) as error:
        _say(str(error))
        sys.exit(1)
    except OSError as error:
        _say(_of_the_system(error))
        sys.exit(1)
    except UNREACHABLE as error:
        _say(f"the database cannot be used ({said_of(error)})")
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - a traceback would quote what a patient wrote
        from bot.dialogue.problem import FlowsInvalid  # no command waits for what it does not use

        _say(str(error) if isinstance(error, FlowsInvalid) else _unforeseen(error))
        sys.exit(1)
    sys.exit(code)


def _say_what_there_is(error: click.exceptions.NoArgsIsHelpError) -> None:
    """To `blether` alone, the help; to a command that lacks its second word, which words it has."""
    asked = error.ctx
    if asked is None or asked.parent is None or not isinstance(asked.command, click.Group):
        error.show()
        return
    words = ", ".join(asked.command.list_commands(asked))
    _say(f"what of {asked.command.name}? It has: {words}; `{asked.command_path} --help` says more")


def _refuse_bytes(arguments: list[str]) -> None:
    """A terminal with other letters than UTF-8 gives bytes that can be neither kept nor sent."""
    for position, argument in enumerate(arguments, start=1):
        try:
            argument.encode()
        except UnicodeEncodeError:
            raise click.UsageError(f"argument {position} is not UTF-8 text") from None


def _unforeseen(error: Exception) -> str:
    """A fault of ours: its type and the place, without its own words, which may quote a patient."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{last.filename}:{last.lineno}"
    return f"this failed in a way that was not foreseen ({type(error).__name__} at {place})"


def _of_the_system(error: OSError) -> str:
    """What the machine refused (a folder that is not there, a full disk), and of which file."""
    what = (error.strerror or type(error).__name__).lower()
    return f"{error.filename}: {what}" if error.filename else what


def _say(what: str) -> None:
    click.echo(f"blether: {what}", err=True)
