"""The words of the letter about calls. Plain text, short, and discreet.

Letters lie in shared mailboxes and light up on telephones. What somebody has lived through, or
keeps to themselves, is never written into one.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publius.matching import Band
from publius.ui.wording import plain_date
from publius.web.calls.models import Call, Match
from publius.web.people.models import Kind, Person
from publius.web.people.queries import ReadableItem, readable_items

from .links import stop_link
from .queries import Tip
from .searching import Find

WORDS = 4  # of a reason


def digest_letter(person: Person, tips: Sequence[Tip], more: int) -> tuple[str, str]:
    """Subject and text; `more` says how many calls wait for the next letter."""
    items = _items_behind(tips)
    parts = [
        _("Hello %(name)s,") % {"name": person.display_name or _("there")},
        _opening(len(tips)),
        *(_paragraph(tip, items) for tip in tips),
        *([_rest(more)] if more else []),
        _closing(person),
    ]
    return _subject(tips, items), "\n\n".join(parts) + "\n"


def _subject(tips: Sequence[Tip], items: Mapping[str, ReadableItem]) -> str:
    if len(tips) > 1:
        return _("%(count)s calls that may need you") % {"count": len(tips)}
    if tips[0].match and is_confidential(tips[0].match, items):
        return _("A call that may need you")
    return _("A call that may need you: %(call)s") % {"call": tips[0].call.title}


def _opening(count: int) -> str:
    return ngettext(
        "There is an open call that may need you.",
        "There are %(count)s open calls that may need you.",
        count,
    ) % {"count": count}


def _paragraph(tip: Tip, items: Mapping[str, ReadableItem]) -> str:
    lines = [tip.call.title, _facts(tip.call)]
    if tip.match:
        lines.append(_why_you(tip.match, items))
    if tip.find:
        lines.append(_why_found(tip.find))
    return "\n".join([*lines, _absolute("calls:call", tip.call.slug)])


def _facts(call: Call) -> str:
    facts = {"body": call.engagement.organisation.name, "date": plain_date(call.closes_on)}
    if call.closes_on is None:
        return facts["body"]
    return _("%(body)s, open until %(date)s") % facts


def _why_you(match: Match, items: Mapping[str, ReadableItem]) -> str:
    if is_confidential(match, items):
        return _("Why you: something you told us fits. For your privacy we do not write what.")
    words = words_of(match.reasons[0])
    facts = {"words": _quoted(words), "seat": match.seat.title}
    return _claim(Band(match.band), len(words)) % facts


def _claim(band: Band, words: int) -> str:
    """No more than the band says, and none by words where only the sense was near."""
    if not words:
        return _("Why you: what you told us is close to what the seat “%(seat)s” asks for.")
    if band is Band.POSSIBLE:
        return ngettext(
            "You may fit: your word %(words)s touches on the seat “%(seat)s”.",
            "You may fit: your words %(words)s touch on the seat “%(seat)s”.",
            words,
        )
    return ngettext(
        "Why you: your word %(words)s fits the seat “%(seat)s”.",
        "Why you: your words %(words)s fit the seat “%(seat)s”.",
        words,
    )


def _why_found(find: Find) -> str:
    words = words_of(find.fit.reasons[0].to_json())
    if not words:
        return _("Your alert “%(topic)s” found it.") % {"topic": find.alert.topic}
    sentence = ngettext(
        "Your alert “%(topic)s” found it, by the word %(words)s.",
        "Your alert “%(topic)s” found it, by the words %(words)s.",
        len(words),
    )
    return sentence % {"topic": find.alert.topic, "words": _quoted(words)}


def words_of(reason: Mapping[str, Any]) -> list[str]:
    """The first few words a reason rests on: those that match, then those that mean the same.

    >>> words_of({"words": ["cane"], "meanings": [{"words": ["white stick", "cane"]}]})
    ['cane', 'white stick']
    """
    meant = [word for meaning in reason.get("meanings", ()) for word in meaning["words"]]
    return list(dict.fromkeys([*reason["words"], *meant]))[:WORDS]


def is_confidential(match: Match, items: Mapping[str, ReadableItem]) -> bool:
    """Whether the best reason is something no letter should say; what is gone counts as such."""
    item = items.get(_best_item(match))
    is_lived = Kind.LIVED in (match.seat.kind, item.kind if item else Kind.LIVED)
    return item is None or item.is_private or is_lived


def _best_item(match: Match) -> str:
    return match.reasons[0]["evidence"] if match.reasons else ""


def _items_behind(tips: Iterable[Tip]) -> dict[str, ReadableItem]:
    """What public bodies may read of the best reasons: no letter says more than that."""
    named = {_best_item(tip.match) for tip in tips if tip.match} - {""}
    return readable_items(named, viewer_is_convener=True)


def _quoted(words: Sequence[str]) -> str:
    return _(", ").join(f"“{word}”" for word in words)


def _rest(more: int) -> str:
    sentence = ngettext(
        "%(count)s more comes with your next letter.",
        "%(count)s more come with your next letter.",
        more,
    )
    here = _("You can read all of them now: %(link)s") % {"link": _absolute("calls:for_you")}
    return f"{sentence % {'count': more}} {here}"


def _closing(person: Person) -> str:
    return _(
        "Read what is offered, and say that you are interested if you like. You need not answer, "
        "and nobody has been told about you.\n\n"
        "How often we write, and your alerts:\n%(alerts)s\n\n"
        "Stop these letters (no sign-in needed):\n%(stop)s"
    ) % {"alerts": _absolute("alerts:alerts"), "stop": stop_link(person)}


def _absolute(name: str, *args: object) -> str:
    return settings.BASE_URL + reverse(name, args=args)
