"""Where the shipped templates and models are: in the wheel, or in a checkout.

`DRAFTING_TEMPLATES` names another folder of report kinds: one's own beside copies of the shipped.
"""

import os
from pathlib import Path

_HERE = Path(__file__).resolve().parent


def bundled_root() -> Path:
    """The folder that holds `templates/` and `models/`."""
    packed = _HERE / "_bundled"
    return packed if packed.is_dir() else _HERE.parent


def templates_folder() -> Path:
    """The report kinds: the shipped ones, unless the environment names another folder."""
    named = os.environ.get("DRAFTING_TEMPLATES")
    return Path(named) if named else bundled_root() / "templates"
