"""Names that let an edited file be matched with its draft again.

A paragraph or value cell is known by a hidden bookmark whose name comes from its key: the id
of the paragraph, `t3/new/natural` for a cell, `heading/<section>` for a heading, `title`.
Bookmarks outlive editing in Word and LibreOffice; `w14:paraId` is only a second signal, since
Word replaces it at its first save.
"""

import hashlib

PREFIX = "_gk_"  # a leading underscore hides the bookmark in Word's dialog
TITLE_KEY = "title"


def heading_key(section: str) -> str:
    """The key of a section's heading."""
    return f"heading/{section}"


def bookmark_name(key: str) -> str:
    """The bookmark of a key: 20 ASCII characters (Word allows 40)."""
    return PREFIX + hashlib.sha256(key.encode()).hexdigest()[:16]


def para_id(key: str, used: set[str]) -> str:
    """A `w14:paraId` for a key, added to `used`: eight hex digits from 1 to 7FFFFFFF."""
    number = int(hashlib.sha256(f"para:{key}".encode()).hexdigest()[:8], 16) & 0x7FFFFFFF
    while number == 0 or f"{number:08X}" in used:
        number = (number + 1) & 0x7FFFFFFF
    name = f"{number:08X}"
    used.add(name)
    return name


def document_ids(kind: str, year: int, organisation: str) -> tuple[str, str]:
    """`w14:docId` and `w15:docId`; equal for all drafts of one report, as paraId demands."""
    digest = hashlib.sha256(f"{kind}:{year}:{organisation}".encode()).hexdigest().upper()
    short = int(digest[:8], 16) & 0x7FFFFFFF or 1
    parts = (digest[8:16], digest[16:20], digest[20:24], digest[24:28], digest[28:40])
    return f"{short:08X}", "{" + "-".join(parts) + "}"
