"""The usual labels around a paper, of links, fields and references, in the languages of digests; and what a word is."""

import re
from functools import lru_cache

from papercli.ids import addresses

# A text of fewer words may be a subject rather than a title.
WORDS_OF_A_TITLE = 3
# No title is that long.
LONGEST_TITLE = 2_000
_LINK_WORDS = """
pdf|arxiv|paper|papers|html|abs|abstract|link|links|url|source|sources|doi|here|code|github|project|project page|page|
website|web|demo|video|blog|slides|poster|dataset|data|model|read|read more|more|read paper|read the paper|full paper|
full text|view|view paper|view on arxiv|view pdf|arxiv page|arxiv link|arxiv paper|arxiv pdf|arxiv abs|arxiv abstract|
arxiv html|arxiv v|paper link|paper page|paper pdf|paper url|pdf link|download|download pdf|open|details|original|
original paper|preprint|hugging face|huggingface|hf|hf page|hf paper|hf papers|hugging face paper|hugging face papers|
huggingface paper|huggingface papers|arxiv id|id|alphaxiv|kimi|ar5iv|supp|bibtex|cite|other|ps|tex source|
论文|论文链接|论文地址|原文|原文链接|链接|连结|連結|論文連結|下载|全文|查看|阅读|阅读原文|查看原文|地址|论文原文|论文下载|论文pdf|代码|项目|
논문|링크|원문|논문 링크|원문 링크|논문 보기|원문 보기|코드|바로가기|자세히|
論文|リンク|論文リンク|原論文|原文リンク|論文はこちら|詳細|こちら|コード
"""
_FIELD_WORDS = """
abstract|summary|tl;dr|tldr|tl dr|links|resources|author|authors|author(s)|introduction|overview|method|methods|
methodology|results|result|conclusion|conclusions|key points|key takeaways|highlights|contributions|contribution|notes|
note|details|comments|comment|keywords|tags|references|paper info|paper information|metadata|information|info|date|
published|publish date|submitted|updated|venue|journal|conference|subjects|subject|categories|category|primary category|
score|relevance|rating|votes|vote|upvotes|upvote|stars|citations|affiliation|affiliations|institution|institutions|
why it matters|what's new|motivation|background|problem|approach|experiments|limitations|impact|insights|analysis|
摘要|链接|連結|作者|简介|概要|方法|结论|结果|背景|动机|关键词|标签|分类|类别|日期|发布日期|发布时间|发表时间|提交时间|机构|单位|
核心|核心观点|亮点|创新点|贡献|总结|解读|点评|中文摘要|英文摘要|一句话总结|评分|来源|原文|備考|
要約|概要|リンク|著者|背景|手法|結果|結論|所属|公開日|投稿日|カテゴリ|キーワード|要旨|
초록|요약|링크|저자|개요|배경|방법|결과|결론|키워드|분류|날짜|게시일|소속|한줄 요약|핵심
"""
_TITLE_WORDS = """
title|paper title|title of the paper|original title|full title|english title|title en|en title|
英文标题|英文題目|英文题目|英文名|英文名称|原标题|原文标题|原题|英文原题|英文原标题|原題|原タイトル|英題|英語タイトル|原論文タイトル|
원제|원제목|원문 제목|영문 제목|영어 제목|영문제목|
标题|題目|题目|论文标题|论文题目|论文名称|论文名|文章标题|文章题目|標題|論文標題|論文名稱|
論文題目|題名|タイトル|論文タイトル|論文名|제목|논문 제목|논문제목|논문명
"""
_REFERENCE_WORDS = """
references|reference|related|
bibliography|related work|related works|related papers|related research|related reading|glossary|
citations|prior work|see also|cited papers|further reading|background reading|works cited|related links|footnotes|
previously|previously on|past issues|previous issues|
参考文献|参考资料|参考|相关工作|相关论文|相关研究|术语|术语表|词汇表|
関連研究|関連論文|先行研究|従来手法|従来研究|既存手法|既存研究|後続研究|次に読むべき論文は|次に読むべき論文|
相关方法|后续工作|用語集|参考論文|参考資料|延伸阅读|拓展阅读|扩展阅读|参考链接|引用文献|往期推荐|往期回顾|往期精彩|
선행 연구|선행연구|기존 연구|관련연구|후속 연구|함께 읽기|같이 읽기|함께 읽을 논문|함께 읽으면 좋은 논문|
참고 문헌|참고문헌|참고 자료|참고|관련 연구|관련 논문|용어|용어집|더 읽을거리|더 읽어보기|더 읽을 거리
"""
# Those that are subjects of papers, too.
_SUBJECT_WORDS = """
related|related work|related works|related papers|related research|related reading|further reading|background reading|
see also|prior work|相关工作|相关论文|相关研究|延伸阅读|拓展阅读|扩展阅读|
関連研究|関連論文|관련 연구|관련 논문|더 읽을거리|더 읽어보기|더 읽을 거리
"""


def _set(words: str) -> frozenset[str]:
    return frozenset(word for word in words.replace("\n", "").split("|") if word)


LINK_WORDS, FIELD_WORDS, TITLE_WORDS = _set(_LINK_WORDS), _set(_FIELD_WORDS), _set(_TITLE_WORDS)
# `Link to the full paper`: of these words alone no title is made.
_OF_LABELS = _set(
    "arxiv|pdf|paper|papers|preprint|article|abs|abstract|link|links|page|version|text|read|see|view|open|find|"
    "download|full|original|here|this|more|to|the|a|of|on|at|in|for"
)
REFERENCE_WORDS, _SUBJECTS = _set(_REFERENCE_WORDS), _set(_SUBJECT_WORDS)
# What leads from a paper to another that it is like, or goes back to.
LEADING_ON = (
    r"see(?: also)?|following|based on|builds? (?:up)?on|extends?|compared (?:to|with)|similar to|inspired by|cf\.?"
)
# What titles are called where nothing says that they are titles: the head of a column, a label.
PAPERS = frozenset(["paper", "papers", "name", "paper link", "论文", "논문", "論文", "论文名称"])

ARXIV_ID = re.compile(r"(?:arxiv[:\s]*)?(?:\d{4}\.\d{4,5}|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?", re.IGNORECASE)
# What every id has.
_DIGITS = re.compile(r"\d{4}\.\d{4}|/\d{7}")
_FIELD_HEADING = re.compile(r"#*[ \t]*(?P<label>[^:：\[\]<>\n]{2,30})[:：][*_ \t]*(?:<?https?:|\[\s*https?:)")
_LINKS_ONLY = re.compile(r"#*(?:[^\w\[\]()<>]*\[[^\[\]\n]{1,40}\]\([^()\s]{1,600}\)){1,9}[^\w\[\]()<>]*")
_LINK_TEXT = re.compile(r"\[([^\[\]\n]{1,40})\]\(")
# `Paper (low resolution)`.
_QUALIFIED = re.compile(r"([^()（）]+)[(（][^()（）]{1,40}(?:[)）])?")
_DESCRIPTION = re.compile(
    r"(?:a|an|the|this|these|some|another|yet another|their|its|our)(?: [\w-]+){1,4}|"
    r"(?:[\w-]+ ){1,4}(?:[Pp]aper|[Pp]reprint)"
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
# Letters from kana upwards, named by what is below them: a set that names them takes 4 ms to compile.
CJK = re.compile(r"[^\u0000-\u303f\W]")
IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^()\n]{0,500}\)")
MARKS = re.compile(r"[*_`~#|]+")


@lru_cache(8192)
def squeezed(text: str) -> str:
    """Return a text without its images, marks and decorations, in lower case, to compare labels."""
    text = text[:LONGEST_TITLE]
    text = IMAGE.sub("", text) if "![" in text else text
    text = MARKS.sub("", text).casefold()
    text = ARXIV_ID.sub(" ", text) if _DIGITS.search(text) else text
    return " ".join(text.strip(" \t\n[]()（）【】:：.,。，-–—|·•↗→>»🔗").split())


@lru_cache(8192)
def is_label(text: str) -> bool:
    """Tell whether a link's text says what the link is, not what the paper is called."""
    bare = squeezed(text)
    if not _WORD.search(bare) or addresses(text) or bare.startswith(("http:", "https:", "www.")):
        return True
    said = _only_words(qualified[1] if (qualified := _QUALIFIED.fullmatch(bare)) else bare)
    return not said or " ".join(said) in LINK_WORDS or _OF_LABELS.issuperset(said)


def is_title_word(text: str) -> bool:
    """Tell whether a label announces a title; it may have a number: `01 论文名称：…`."""
    return squeezed(text) in TITLE_WORDS or words(text) in TITLE_WORDS


def is_link_word(text: str) -> bool:
    """Tell whether a text is what links are usually called, or an id."""
    bare = squeezed(text)
    return " ".join(_only_words(bare)) in LINK_WORDS or (not bare and ("![" in text or bool(ARXIV_ID.search(text))))


class _Letters(dict[int, str]):
    """What of a label is words: letters, and a few signs, with a blank for any other character."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = char if char.isalpha() or char in "'’;()" else " "
        return self[code]


_LETTERS = _Letters()


def _only_words(bare: str) -> list[str]:
    return bare.translate(_LETTERS).strip("() ").split()


def words(text: str) -> str:
    """Return the words of a label, without marks, emoji and numbers, in lower case."""
    return " ".join(_only_words(squeezed(text)))


def is_field(text: str) -> bool:
    """Tell whether a text is a usual label of a field or of a link."""
    bare = squeezed(text)
    words = " ".join(_only_words(bare))
    return bare in FIELD_WORDS or words in FIELD_WORDS or words in LINK_WORDS or words in TITLE_WORDS


def is_field_heading(line: str) -> bool:
    """Tell whether a heading is a field, `### Link: https://…` or `### [PDF](…) [Code](…)`, and no title."""
    if match := _FIELD_HEADING.match(line):
        return is_field(match["label"])
    return bool(_LINKS_ONLY.fullmatch(line)) and all(
        squeezed(text) and is_link_word(text) for text in _LINK_TEXT.findall(line)
    )


def is_subject(text: str) -> bool:
    """Tell whether an announcement of references may be a category of a list, too: `Related work`, no `References`."""
    return " ".join(_only_words(squeezed(text))) in _SUBJECTS


def is_description(text: str) -> bool:
    """Tell whether a link's text says what it leads to, and not its name: `this paper`, `a 22B model`."""
    return bool(_DESCRIPTION.fullmatch(text))


def is_reference(text: str) -> bool:
    """Tell whether a heading or label announces papers that are only referred to."""
    return len(text) < 100 and " ".join(_only_words(squeezed(text))) in REFERENCE_WORDS


def weight(text: str) -> float:
    """Return how many words a text has; two letters of Chinese, Japanese or Korean count as one."""
    cjk = len(CJK.findall(text))
    return len(_WORD.findall(CJK.sub(" ", text) if cjk else text)) + cjk / 2
