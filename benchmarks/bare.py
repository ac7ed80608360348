"""The least that a command line of its kind costs: a Typer program of two commands that do nothing."""

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def first() -> None:
    """Print one line."""
    print("first")


@app.command()
def second() -> None:
    """Print another line."""
    print("second")


if __name__ == "__main__":
    app()
