"""The lines of a file: its front matter read, broken lines made whole, and HTML rewritten as Markdown."""
