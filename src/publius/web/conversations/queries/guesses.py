"""What people who live it said, for guessing first and for showing then."""

from collections import Counter

from django.db.models import Count, Q

from publius.web.people.models import Kind

from ..models import Answer, Guess, Participant, Statement, Vote
from .counts import FEWEST, Counts

EVERY = 5  # a guess is asked for after so many votes


def statement_to_guess(participant: Participant) -> Statement | None:
    """After every fifth vote: a statement one voted on that enough people who live it did too."""
    mine = Vote.objects.filter(participant=participant)
    if mine.count() % EVERY:
        return None
    guessed = Guess.objects.filter(participant=participant).values("statement")
    lived = Count("votes", filter=_by_people_who_live_it("votes__"))
    candidates = (
        Statement.objects.votable()
        .filter(pk__in=mine.values("statement"))
        .exclude(pk__in=guessed)
        .annotate(lived=lived)
        .filter(lived__gte=FEWEST)
    )
    return candidates.order_by("-lived", "number").first()


def _by_people_who_live_it(votes: str = "") -> Q:
    return Q(
        **{
            f"{votes}participant__seat__kind": Kind.LIVED,
            f"{votes}participant__removed_by__isnull": True,
        }
    )


def counts_of_people_who_live_it(statement: Statement) -> Counts:
    """How those answered who hold a seat for what they live, in the order they came, in fives.

    Whoever guesses a moment later would otherwise read in the difference what one person said.
    """
    votes = Vote.objects.counted().filter(_by_people_who_live_it(), statement=statement)
    answers = list(votes.order_by("pk").values_list("answer", flat=True))
    told = Counter(answers[: len(answers) - len(answers) % FEWEST])
    return Counts(
        agree=told[Answer.AGREE], disagree=told[Answer.DISAGREE], unsure=told[Answer.UNSURE]
    )


def guess_of(participant: Participant, statement: Statement) -> Guess | None:
    return Guess.objects.filter(participant=participant, statement=statement).first()
