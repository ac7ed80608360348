"""The cache: what digests said, in one SQLite file that can be thrown away. The only user of sqlite3."""
