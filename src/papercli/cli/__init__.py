"""The command line. The only user of typer."""

try:
    from papercli.cli.main import main, run
except KeyboardInterrupt:
    # Most of a short run is importing.
    raise SystemExit(130) from None

__all__ = ["main", "run"]
