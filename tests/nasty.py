"""One paper with all that formats trip over, as a digest says it."""

ID = "hep-th/9901023"
DIGEST = """## Daily Papers (2024-05-01)

### [=cmd|'/C calc'!A0, "quotes", 100\\% & {braces}\\_x ~ ^ \\\\ 한국어 $\\alpha_{1}^2$ for $200k, \x08ench \\
\\<think\\> A\\* \\[IDK\\]](https://arxiv.org/abs/hep-th/9901023v2)

![](https://example.org/a_b%20c.png?x=1&y=2)

<video src="https://example.org/v (1).mp4"></video>

Vote: -

Authors: ['Ana-María Łoś, Jr.', '정약용', "Conan O'Brien", 'Curly {Brace}', 'Sand and Sea', '+']

- **What's New**: =1+1 & 50% of "모델(model)", at most $5_000
  - a point of its own, with a tab\there
Vote: 3
- -5
- @mention\x1b[31m and \u202eturned, `code_x` and $\\frac{a}{b}$
- **Label, with "comma"**:
- 1, 2;\tthree
""".replace(" \\\n", " ")
