"""What an editor made of a sentence, as a candidate for the bank."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from phrasebank.generalise import UNKNOWN, Piece, Setting, known_piece, pieces_of, shape_of
from phrasebank.guessing import forbidden
from phrasebank.mining import LEAST_SHARED, LONGEST
from phrasebank.proposing import Attested, Candidate, Purpose, Wording, candidate_of, data_of_pieces


@dataclass(frozen=True, slots=True)
class Said:
    """What a slot printed in the sentence before it was edited."""

    text: str  # as printed, with its unit
    value: Decimal | None = None  # of a figure
    unit: str = ""


def candidate_of_edit(  # noqa: PLR0913 -- two sentences, their slots, and what they are for
    before: str,
    after: str,
    slots: Mapping[str, Said],
    *,
    function: str,
    topic: str,
    setting: Setting = UNKNOWN,
    place: Attested | None = None,
) -> Candidate | None:
    """The wording that an editor gave a sentence, as a candidate; None when it holds nothing to share.

    The slots of the sentence keep their names where their text still stands; what else is a fact
    becomes a slot as in past reports.

    Args:
        before: the sentence as drafted.
        after: the sentence as edited.
        slots: name -> what it printed.
        function: of the phrase that the sentence came from.
        topic: of the same.
        setting: year and organ of the report.
        place: where the edited sentence stands.
    """
    old, new = (_pieces_with(text.strip("。"), slots, setting) for text in (before, after))
    shape = shape_of(new)
    shared = len(re.findall(r"[\u4e00-\u9fff]", shape))
    if shape == shape_of(old) or shared < LEAST_SHARED or len(shape) > 2 * LONGEST:
        return None
    if forbidden(after, frozenset()):
        return None
    data = data_of_pieces(new, Purpose(function, topic))
    where = place or Attested("", 0, after)
    return candidate_of([Wording(data, "编辑改写的句子，功能和主题同原句", where)])


def _pieces_with(text: str, slots: Mapping[str, Said], setting: Setting) -> tuple[Piece, ...]:
    """Pieces of a sentence in which known slots keep their names."""
    printed = {said.text: (name, said) for name, said in slots.items() if said.text}
    if not printed:
        return pieces_of(text, setting)
    longest = sorted(printed, key=lambda one: (-len(one), one))
    pieces: list[Piece] = []
    for part in re.split(f"({'|'.join(map(re.escape, longest))})", text):
        if part in printed:
            name, said = printed[part]
            pieces.append(known_piece(name, part, said.value, said.unit))
        elif part:
            pieces.extend(pieces_of(part, setting))
    return tuple(pieces)
