"""The formats for machines and pipes: one record, written as JSON, as lines, or for other programs."""

from collections.abc import Iterable, Sequence

from papercli.form import Format
from papercli.formats.lines import ids, json_array, json_lines, jsonl, tsv, tsv_lines
from papercli.formats.record import check_fields, record, to_json
from papercli.model import Paper

__all__ = ["check_fields", "json_array", "json_lines", "pieces", "record", "to_json", "tsv", "tsv_lines"]


def pieces(papers: Iterable[Paper], wanted: Format, names: Sequence[str] = ()) -> Iterable[str]:
    """Return papers in a format piece by piece, holding one at a time; `names` are the columns that it shall have.

    A table is no matter of text: the view makes it.
    """
    # Those that most runs do not need are imported here: `list --json` shall start quickly.
    match wanted:
        case Format.JSON:
            return json_array(papers, names)
        case Format.JSONL:
            return jsonl(papers, names)
        case Format.IDS:
            return ids(papers)
        case Format.CSV:
            from papercli.formats import spreadsheet

            return spreadsheet.rows(papers, names)
        case Format.BIBTEX:
            from papercli.formats import bibtex

            return bibtex.entries(papers)
        case Format.MARKDOWN:
            from papercli.formats import markdown

            return markdown.digest(papers)
        case Format.TSV | Format.TABLE:
            return tsv(papers, names)
