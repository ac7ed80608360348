"""Where the program keeps its files."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """The folders for what can be rebuilt (cache), what a person did (state), and settings (config)."""

    cache: Path
    state: Path
    config: Path


def places() -> Places:
    """Return the platform's folders, or those below `PAPERS_HOME` where it is set; creates none of them."""
    if home := os.environ.get("PAPERS_HOME"):
        root = Path(home).expanduser().absolute()
        return Places(root / "cache", root / "state", root / "config")
    # Imported here: it costs 13 modules, and not every run needs it.
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("papercli", appauthor=False)
    return Places(dirs.user_cache_path, dirs.user_data_path, dirs.user_config_path)
