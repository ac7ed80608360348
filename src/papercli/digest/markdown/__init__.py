"""The Markdown of a file: its blocks, links, tables, native entries, and the outline of its headings."""
