"""How well a conversation goes, in figures: each with its number, none about fewer than five."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import mean, median
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publius.ui.wording import percent
from publius.web.calls.models import Seat

from ..models import (
    Conversation,
    Guess,
    MapVersion,
    Part,
    Participant,
    Reply,
    ReplyKind,
    Stage,
    Statement,
    StatementKind,
    Vote,
    VoteChange,
)
from .counts import FEWEST

PLACED = 7  # votes after which a person is placed in a group
# Measures of a map that count statements; the others count people.
ABOUT_STATEMENTS = ("gini_of_statements", "late_to_early", "unheard", "seeds", "rejected")


@dataclass(frozen=True)
class Figure:
    """One figure in words, what it means, and of how many."""

    title: str
    value: str
    of: str
    meaning: str = ""


def few() -> str:
    return _("fewer than %(few)d") % {"few": FEWEST}


def told(people: int) -> str:
    """A count of people; one below five is not told."""
    return str(people) if people >= FEWEST or people == 0 else few()


def share(part: int, whole: int) -> str:
    """A share of people or statements; not told of fewer than five."""
    return percent(part / whole) if whole >= FEWEST else "–"


def among_people(people: int) -> str:
    return _("among %(people)s people") % {"people": told(people)}


def among_statements(statements: int) -> str:
    return ngettext("among %(n)s statement", "among %(n)s statements", statements) % {
        "n": statements
    }


@dataclass(frozen=True)
class Votes:
    """How many votes each member cast who was not removed."""

    by_person: dict[int, int]

    @classmethod
    def of(cls, conversation: Conversation) -> "Votes":
        cast = Vote.objects.counted().filter(statement__conversation=conversation)
        return cls(dict(cast.values_list("participant").annotate(Count("pk")).order_by()))

    def at_least(self, votes: int, among: Iterable[int]) -> int:
        return sum(self.by_person.get(person, 0) >= votes for person in among)


def reach(conversation: Conversation) -> tuple[list[str], list[list[str]]]:
    """Who is there and votes, seat by seat, beside how many were wanted."""
    votes = Votes.of(conversation)
    members = Participant.objects.filter(
        conversation=conversation, part=Part.MEMBER, removed_by__isnull=True
    )
    by_seat: dict[int | None, list[int]] = {}
    for person, seat in members.values_list("pk", "seat"):
        by_seat.setdefault(seat, []).append(person)
    seats = Seat.objects.filter(call=conversation.call_id)
    rows = [
        [seat.title, seat.how_many, *_reached(by_seat.get(seat.pk, []), votes)] for seat in seats
    ]
    if None in by_seat:
        rows.append([_("No seat named"), "–", *_reached(by_seat[None], votes)])
    everybody = [person for people in by_seat.values() for person in people]
    rows.append([_("Everybody"), _("%(n)s people") % {"n": conversation.call.size},
                 *_reached(everybody, votes)])  # fmt: skip
    headers = [
        _("Seat"), _("Wanted"), _("Joined"), _("Voted"), _("Voted %(n)d times or more"),
        _("Votes each, usually"),
    ]  # fmt: skip
    headers[4] %= {"n": PLACED}
    return headers, rows


def _reached(people: list[int], votes: Votes) -> list[str]:
    cast = [votes.by_person[person] for person in people if person in votes.by_person]
    usual = f"{median(cast):g}" if len(cast) >= FEWEST else "–"
    placed = told(votes.at_least(PLACED, people))
    return [told(len(people)), told(len(cast)), placed, usual]


def equality(version: MapVersion | None) -> list[Figure]:
    """How evenly votes are spread over people and statements, as of the latest map."""
    if version is None:
        return []
    figures = [_measure(version, *row) for row in _measures()]
    return [figure for figure in figures if figure is not None]


def _measures() -> list[tuple[str, str, str, str]]:
    """Name in the map, title, meaning, unit."""
    return [
        ("median_votes", _("Votes each, usually"), _("Half of the people cast as many or more."),
         "number"),
        ("gini_of_people", _("How unevenly people vote"),
         _("Gini index: 0 is everybody alike, 1 is one person casting every vote."), "index"),
        ("busiest", _("Votes cast by the five busiest"),
         _("The more, the more a few shape the map."), "share"),
        ("gini_of_statements", _("How unevenly statements are heard"),
         _("Gini index of votes per statement: 0 is all alike."), "index"),
        ("late_to_early", _("Late statements against early ones"),
         _("Usual number of votes on the later half, as a share of that on the earlier half."),
         "share"),
        ("unheard", _("Statements not heard enough yet"),
         _("Fewer than a tenth of the people, or fewer than five of a group, voted on them."),
         "share"),
        ("gini_of_authors", _("How unevenly people speak"),
         _("Gini index of statements per author: 0 is all alike."), "index"),
        ("unsure", _("Answers that say “unsure”"), _("Unsure is an answer of its own."), "share"),
        ("seeds", _("Statements from the hosts"), _("The rest came from participants."), "share"),
        ("rejected", _("Statements that were voted on and taken down"), "", "share"),
        ("polarisation", _("How much groups tell about votes"),
         _("How much better hidden votes are guessed when the group is known."), "share"),
    ]  # fmt: skip


def _measure(version: MapVersion, name: str, title: str, meaning: str, unit: str) -> Figure | None:
    value, n = version.shown["measures"][name]
    if value is None:
        return None
    among = among_statements(n) if name in ABOUT_STATEMENTS else among_people(n)
    return Figure(title, _worded(value, unit), among, meaning)


def _worded(value: float, unit: str) -> str:
    if unit == "share":
        return percent(max(0.0, value))
    return f"{value:g}" if unit == "number" else f"{value:.2f}"


def answering(conversation: Conversation) -> list[Figure]:
    """How many statements somebody took up, how many questions were answered."""
    said = Statement.objects.shown().filter(conversation=conversation)
    replied = Reply.objects.shown().filter(statement__in=said).exclude(kind=ReplyKind.THANKS)
    questions = said.filter(kind=StatementKind.QUESTION)
    answered = replied.filter(kind=ReplyKind.ANSWER, statement__in=questions)
    return [
        _of_statements(_("Contributions that were taken up"), replied, said),
        _of_statements(_("Questions that were answered"), answered, questions),
    ]


def _of_statements(title: str, replies: Any, among: Any) -> Figure:
    whole = among.count()
    if not whole:
        return Figure(title, _("nothing to count yet"), "")
    part = replies.values("statement").distinct().count()
    return Figure(title, percent(part / whole), among_statements(whole))


def reflection(conversation: Conversation) -> list[Figure]:
    """How many changed a vote, and how many of them said what changed their mind."""
    voters = set(Votes.of(conversation).by_person)
    changes = VoteChange.objects.filter(
        statement__conversation=conversation, participant__removed_by__isnull=True
    )
    changed = set(changes.values_list("participant", flat=True)) & voters
    told_why = set(
        changes.exclude(changed_mind="").values_list("participant", flat=True)
    ) & voters  # fmt: skip
    return [
        Figure(_("Changed a vote"), share(len(changed), len(voters)), among_people(len(voters))),
        Figure(
            _("Said what changed their mind"),
            share(len(told_why), len(changed)),
            among_people(len(changed)),
        ),
    ]


def empathy(conversation: Conversation) -> list[Figure]:
    """How far off guesses about people who live it were, stage by stage."""
    figures = []
    for stage in Stage.objects.filter(conversation=conversation):
        made = list(Guess.objects.filter(statement__conversation=conversation, stage=stage.kind))
        people = len({guess.participant_id for guess in made})
        if people >= FEWEST:
            figures.append(
                Figure(
                    _("Guesses in %(stage)s") % {"stage": stage},
                    _("%(points).0f points off") % {"points": mean(each.error for each in made)},
                    _("%(n)s guesses of %(people)s people") % {"n": len(made), "people": people},
                )
            )
    return figures
