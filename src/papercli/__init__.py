"""papercli: a terminal reader for Markdown digests of machine-learning papers."""

# A literal: importlib.metadata would cost every start 46 modules.
__version__ = "0.1.0"
