"""How a finding about personal data is told: where it stands, never what it is."""

import re
from collections.abc import Callable, Iterator

from domain.finding import Severity
from rules.definition import Hit
from rules.language.sentences import Sentence
from rules.subject import Subject

_SHOWN_BEFORE, _SHOWN_AFTER = 3, 2
"""Characters left of a masked number: enough to find it by, too few to use it."""


def masked(number: str) -> str:
    """``"138******21"``: first three and last two characters, the rest as asterisks."""
    hidden = len(number) - _SHOWN_BEFORE - _SHOWN_AFTER
    return number[:_SHOWN_BEFORE] + "*" * hidden + number[-_SHOWN_AFTER:]


def numbers_disclosed(
    subject: Subject,
    pattern: re.Pattern[str],
    is_real: Callable[[str], bool],
    severity: Callable[[Sentence], Severity | None] = lambda _sentence: None,
) -> Iterator[Hit]:
    """One hit for each sentence with numbers of the pattern that `is_real` confirms; the number is
    masked and the sentence not quoted."""
    for sentence in subject.text.everywhere:
        found = [match for match in pattern.findall(sentence.plain) if is_real(match)]
        if found:
            yield Hit(
                params={"count": len(found), "masked": masked(found[0])},
                section=sentence.section,
                place=sentence.place,
                severity=severity(sentence),
                found=masked(found[0]),
            )
