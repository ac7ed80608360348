"""The words that digests of any language have in common: labels, people and days."""
