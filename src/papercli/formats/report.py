"""What an import or sync did, and what is to be known about a library, as JSON."""

from papercli.intake import Change, Examination, ImportReport


def import_report(report: ImportReport) -> dict[str, object]:
    """Return what an import did, for `--json`."""

    def told(change: Change) -> list[dict[str, object]]:
        return [{"id": each.id, "title": each.title or None} for each in report.changes if each.change is change]

    changed = [each for each in report.changes if each.change is Change.CHANGED]
    return {
        "digests": report.digests._asdict(),
        "papers": report.papers._asdict(),
        "new": told(Change.NEW),
        "votes": [
            {"id": each.id, "title": each.title or None, "from": each.before, "to": each.after}
            for each in changed
            if each.before != each.after
        ],
        "text": [{"id": each.id, "title": each.title or None} for each in changed if each.text],
        "removed": told(Change.REMOVED),
        "diagnostics": [odd._asdict() for odd in report.diagnostics],
        "vanished": list(report.vanished),
        "failures": [{"file": file, "what": what} for file, what in report.failures.items()],
    }


def examination(found: Examination) -> dict[str, object]:
    """Return what is to be known about a library, for `doctor --json`."""
    return found._asdict() | {
        "diagnostics": [odd._asdict() for odd in found.diagnostics],
        "repeats": [each._asdict() for each in found.repeats],
        "files": [file._asdict() for file in found.files],
    }
