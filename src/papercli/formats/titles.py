"""Where LaTeX's math begins and ends in a title."""

import re

# A dollar sign opens math where no blank follows, and closes it where none precedes and no digit follows
# (pandoc's rule), so that `$200k to $1 Million` is money.
MATH = re.compile(r"(\$(?![\s$])(?:\\[^\n]|[^$\\\n])*?(?<!\s)\$(?!\d))")
