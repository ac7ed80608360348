"""The command line. The only user of typer."""

from papercli.cli.main import main, run

__all__ = ["main", "run"]
