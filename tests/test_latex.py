"""LaTeX as people read it: known pieces as Unicode, all others as they are written."""

import re
import time
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.latex import readable, readable_spans


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"LLM$\times$MapReduce", "LLM×MapReduce"),
        (r"SOTOPIA-$\pi$: more", "SOTOPIA-π: more"),
        ("PanGu-$π$-7B", "PanGu-π-7B"),
        ("M$^2$ and M$^{2}$UGen", "M² and M²UGen"),
        (r"\textit{HR-ED} and $\textbf{Only-IF}$:", "HR-ED and Only-IF:"),
        (r"$\mathcal{O}(n^2)$", "O(n²)"),
        (r"$H_2O$ in $\mathbb{R}^{n \times d}$", "H₂O in ℝ^(n × d)"),
        (r"\alpha 값", "α 값"),
        (r"\frac{a}{b}, $\frac{a+1}{b_i}$, $\frac12$", "a/b, (a+1)/bᵢ, 1/2"),
        (r"$\sqrt{d_k}$, \sqrt{x + y}", "√dₖ, √(x + y)"),
        (r"$\sum_{i=1}^n x_i \leq O(n \log n)$", "∑ᵢ₌₁ⁿ xᵢ ≤ O(n log n)"),
        (r"$x_{i,j}^T$, $\lambda_\theta$, $A^\top B$, $W_Q$", "x_(i,j)ᵀ, λ_θ, Aᵀ B, W_Q"),
        (r"$\mathcal{L}_{\text{KL}}$, $\operatorname{softmax}(x)$", "L_KL, softmax(x)"),
        (r"$\hat{y}$, $\bar x$", "ŷ, x̄"),
        (r"$\sim$5, $90^\circ$, $10^{-3}$, 95\%", "∼5, 90°, 10⁻³, 95%"),
        (r"{\sc Bench}에서", "Bench에서"),
        (r"$a\$$ and $\$5$", "a$ and $5"),
        (r"$\left\langle x, y \right\rangle$", "⟨x, y ⟩"),
        (r"$k$-NN, $N$개", "k-NN, N개"),
        ("$" + "{" * 240 + "x" + "}" * 240 + "^2$", "x²"),
    ],
)
def test_known_latex(written: str, read: str) -> None:
    assert readable(written) == read


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain $ text",
        "earn $1 Million, $200k to $1 Million",
        "$20의 비용과 $120의 비용",
        "$5이고 10$입니다",
        "$PATH:$HOME",
        r"C:\Users\new\alpha and C:\beta",
        r"\\server\alpha",
        "\x08enchbench and \x0cramework",
        r"\method 는",
        r"$\unknown{x}  y$, $\mathbf{\unknown}$",
        r"$\textbf{x",
        r"$x_{$ and $x^$",
        r"$\begin{matrix}a\end{matrix}$",
        r"\textit{open",
        r"$\today$ and \cite{x}",
        "\\",
        "$" + "{" * 240 + "x" + "^2$",
    ],
)
def test_all_else_stays_as_it_is_written(text: str) -> None:
    assert readable(text) == text


_PIECES = st.sampled_from(
    [
        "$",
        "$$",
        "\\",
        "{",
        "}",
        "^",
        "_",
        "%",
        "&",
        " ",
        "\n",
        "\\frac",
        "\\text",
        "\\hat",
        "\\alpha",
        "\\x",
        "\\begin{a}",
    ]
)


@settings(max_examples=300)
@given(st.lists(_PIECES | st.sampled_from(["x", "2", "글"]) | st.text(max_size=3), max_size=14).map("".join))
def test_no_text_makes_it_raise_or_lose_a_word(text: str) -> None:
    shown = readable(text)
    for letter in ("글", "Q"):
        assert shown.count(letter) == text.count(letter)


@pytest.mark.parametrize(
    ("text", "word", "shown"),
    [
        (r"a $\alpha$ model of $M^2$", "model", "model"),
        (r"a LLM$\times$Map", "times", "×"),
        (r"an $O(n^2)$ map", "$O(n", "O(n²)"),
        (r"costs $5 \unknown{x} and 5\% more", "more", "more"),
        ("no LaTeX", "LaTeX", "LaTeX"),
    ],
)
def test_marks_stay_with_their_words(text: str, word: str, shown: str) -> None:
    start = text.index(word)
    read, ((first, last),) = readable_spans(text, [(start, start + len(word))])
    assert (read, read[first:last]) == (readable(text), shown)


@settings(max_examples=200)
@given(st.lists(_PIECES | st.sampled_from(["x", "2", "글"]), max_size=14).map("".join), st.data())
def test_marks_stay_in_the_text_and_in_order(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    read, ((first, last), whole) = readable_spans(text, [(start, end), (0, len(text))])
    assert 0 <= first <= last <= len(read) == len(readable(text))
    assert whole == (0, len(read))


@settings(max_examples=100)
@given(st.from_regex(r"[\w\s.,$%&#{}^-]*", fullmatch=True))
def test_words_without_a_backslash_all_stay(text: str) -> None:
    def words(written: str) -> str:
        return "".join(re.findall(r"[^\W_]", written))

    assert normalize("NFKC", words(normalize("NFKC", readable(text)))) == normalize(
        "NFKC", words(normalize("NFKC", text))
    )


@pytest.mark.parametrize(
    "unit", ["$", "$x ", "\\", "$\\$", "$\\alpha", "\\text{", "{", "\\text{x", "$^", "{\\sc ", "$a_{", "\\%", "${\\bf "]
)
def test_time_grows_with_the_text(unit: str) -> None:
    start = time.process_time()
    readable(unit * (20_000 // len(unit)))
    assert time.process_time() - start < 3
