"""Where the shipped templates and models are: in the wheel, or in a checkout."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def bundled_root() -> Path:
    """The folder that holds `templates/` and `models/`."""
    packed = _HERE / "_bundled"
    return packed if packed.is_dir() else _HERE.parent


def templates_folder() -> Path:
    """The shipped report kinds."""
    return bundled_root() / "templates"
