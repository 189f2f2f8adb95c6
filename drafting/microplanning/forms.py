"""Official forms of spoken words, and which of them a note was given."""

from dataclasses import dataclass, field

from drafting.microplanning.wording import Words


@dataclass(slots=True)
class Forms:
    """Gives official forms; remembers every word that the clerk did not write."""

    words: Words
    supplied: set[str] = field(default_factory=set)

    def supply(self, text: str) -> str:
        """The text, remembered as supplied."""
        self.supplied.add(text)
        return text

    def verb(self, word: str, about: str) -> str:
        """The official form of a verb that stands behind what it is about."""
        verb = self.words.verb(word)
        if verb is None:
            return word
        full = self.words.full_verb(verb, about)
        return full if full == word else self.supply(full)
