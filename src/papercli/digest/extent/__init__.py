"""What the extent of a paper says: its fields, and what remains as sections."""
