"""The naming of a paper: which of the texts around its link is its title, and what decorates it."""
