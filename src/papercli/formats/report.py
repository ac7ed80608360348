"""What an import or sync did, as JSON."""

from dataclasses import asdict

from papercli.intake import Change, ImportReport


def import_report(report: ImportReport) -> dict[str, object]:
    """Return what an import did, for `--json`."""

    def told(change: Change) -> list[dict[str, object]]:
        return [{"id": each.id, "title": each.title or None} for each in report.changes if each.change is change]

    changed = [each for each in report.changes if each.change is Change.CHANGED]
    return {
        "digests": asdict(report.digests),
        "papers": asdict(report.papers),
        "new": told(Change.NEW),
        "votes": [
            {"id": each.id, "title": each.title or None, "from": each.before, "to": each.after}
            for each in changed
            if each.before != each.after
        ],
        "text": [{"id": each.id, "title": each.title or None} for each in changed if each.text],
        "removed": told(Change.REMOVED),
        "diagnostics": [asdict(odd) for odd in report.diagnostics],
        "vanished": list(report.vanished),
        "failures": [{"file": file, "what": what} for file, what in report.failures.items()],
    }
