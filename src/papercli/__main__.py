"""Run the command line as `python -m papercli`."""

from papercli.cli import run

if __name__ == "__main__":
    run()
