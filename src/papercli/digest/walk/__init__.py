"""The walk: where each paper stands in a file, how far what is said of it reaches, and which links only mention one."""
