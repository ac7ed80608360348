"""How well the glossary widens searches, by pairs and terms that people judged, and how long learning takes."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

from benchmarks.library import Bench
from benchmarks.measure import Row, medians
from papercli import digest
from papercli.glossary.candidates import candidates
from papercli.glossary.learning import learn
from papercli.glossary.lookup import Glossary
from papercli.glossary.pairs import Pair
from papercli.glossary.words import is_korean

_LABELLED = Path(__file__).parents[1] / "tests"
_ENOUGH = 0.97
_SPACES_IN_KOREAN = re.compile("(?<=[가-힣]) +(?=[가-힣])")
_URL = re.compile(r"https?://\S+")


def rows(bench: Bench) -> Iterator[Row]:
    """Measure the precision of what is learnt, the recall of searches that use it, and the time."""
    digests = [digest.read(path.name, path.read_bytes()) for path in sorted(bench.digests.rglob("*.md"))]
    counts = Counter(candidate for each in digests for candidate in candidates(each.text))
    pairs = learn(counts)
    yield _precision(pairs)
    texts = [
        _plain("\n".join((entry.title, *(section.text for section in entry.sections))))
        for each in digests
        for entry in each.entries
    ]
    recalls = _recalls(Glossary(pairs), texts)
    literal, mean = (100 * sum(kind) / len(recalls) for kind in zip(*recalls, strict=True))
    yield Row("glossary: mean recall of terms", mean, 97, f"{literal:.1f} % without glossary", " %", True)
    reached = sum(recall >= _ENOUGH for _, recall in recalls)
    yield Row(f"glossary: terms of recall {_ENOUGH:.0%} or more", reached, 50, f"of {len(recalls)}", "", True)

    def timed() -> float:
        start = perf_counter()
        learn(counts)
        return perf_counter() - start

    took = medians({"learn": timed}, max(5, bench.runs // 3))["learn"]
    yield Row("glossary: learn", took * 1000, None, f"{len(counts):,} candidates, {len(pairs):,} pairs", " ms")


def _precision(pairs: Sequence[Pair]) -> Row:
    labelled = {(term, translation): verdict for term, translation, verdict in _table("glossary_pairs.tsv")}
    known = [(pair.term, pair.translation) for pair in pairs]
    verdicts = [labelled[pair] for pair in known if pair in labelled]
    right = verdicts.count("right")
    details = f"{right} of {len(verdicts)} learnt, of {len(labelled)} labelled"
    return Row("glossary: precision of labelled pairs", 100 * right / max(1, len(verdicts)), 95, details, " %", True)


def _recalls(glossary: Glossary, texts: Sequence[str]) -> list[tuple[float, float]]:
    """Return the part of the papers with a true form of each term that it finds without and with the glossary.

    A form with `=` behind it is a whole word; a term that no paper has is left out.
    """
    found: list[tuple[float, float]] = []
    for term, forms in _table("glossary_terms.tsv"):
        true = _search([(form.rstrip("="), form.endswith("=")) for form in forms.split("|")], texts)
        partners = [pair.translation for pair in glossary.partners(term)]
        literal = _search([(term, term.isupper() and len(term) < 4)], texts)
        widened = literal | _search([(word, sum(map(str.isupper, word)) > 1) for word in partners], texts)
        if true:
            found.append((len(literal & true) / len(true), len(widened & true) / len(true)))
    return found


def _table(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (_LABELLED / name).read_text("utf-8").splitlines()[1:]]


def _plain(text: str) -> str:
    return _SPACES_IN_KOREAN.sub("", _URL.sub(" ", text).casefold())


def _search(forms: Sequence[tuple[str, bool]], texts: Sequence[str]) -> set[int]:
    patterns = [_pattern(_plain(form), whole) for form, whole in forms]
    return {number for number, text in enumerate(texts) if any(pattern.search(text) for pattern in patterns)}


def _pattern(form: str, whole: bool) -> re.Pattern[str]:
    """Match a form as the search does: Hangul anywhere, Latin words from their start, some as a whole."""
    if is_korean(form):
        return re.compile(re.escape(form))
    words = r"[\s\-]+".join(map(re.escape, re.split(r"[\s\-]+", form)))
    return re.compile(r"(?<![a-z0-9])" + words + (r"s?(?![a-z0-9])" if whole else ""))
