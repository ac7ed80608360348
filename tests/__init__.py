"""The tests: the command line over real files and a real SQLite."""
