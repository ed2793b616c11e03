"""T6 and T7: the same votes give the same map, however they are told."""

from collections.abc import Callable

import numpy as np

from bench.figures import Figures
from bench.opinion.agreement import adjusted_rand
from bench.opinion.conversations import Conversation, names, read
from bench.opinion.groups import groups_of
from bench.opinion.program import ask
from publius import opinion
from publius.opinion import Ballots, Vote

WIDTHS = (34, 10, 13, 12, 10, 10, 12)
CHANGES = 5_000


def measure(figures: Figures) -> None:
    """Print how alike the maps are, set by set."""
    figures.heading("T6  adjusted Rand index to the plain map (engine “stable”)")
    figures.row("conversation", "again", *TELLINGS, "rd again", widths=WIDTHS)
    for name in names():
        _told_otherwise(figures, read(name))
    figures.heading("T7  a stream with votes changed and taken back, beside one batch")
    for name in names():
        _streamed(figures, read(name))


def _told_otherwise(figures: Figures, conversation: Conversation) -> None:
    plain = _fit(conversation.ballots)
    again = opinion.to_plain(plain) == opinion.to_plain(_fit(conversation.ballots))
    alike = []
    for telling in TELLINGS.values():
        groups = telling(conversation, np.random.default_rng(5))
        alike.append(adjusted_rand(groups, groups_of(plain)))
    twice = [each.places for each in ask(conversation, cuts=[len(conversation.people)] * 2) if each]
    theirs = "-" if len(twice) < 2 else _same(twice[0] == twice[1])
    figures.row(conversation.name, _same(again), *alike, theirs, widths=WIDTHS)
    figures.expect(f"T6 {conversation.name} bit-identical on rerun", again)
    figures.expect(f"T6 {conversation.name} >= .99 however told", min(alike) >= 0.99)


def _same(holds: bool) -> str:
    return "same" if holds else "differs"


def _fit(ballots: Ballots) -> opinion.OpinionMap:
    return opinion.fit(ballots, check=False)


def _relabelled(conversation: Conversation, rng: np.random.Generator) -> dict:
    names = rng.permutation(int(conversation.people.max()) + 1)
    ballots = Ballots.from_columns(
        names[conversation.people], conversation.votes_on, conversation.answers,
        statements=conversation.statements,
    )  # fmt: skip
    found = groups_of(_fit(ballots))
    old = {int(new): person for person, new in enumerate(names)}
    return {old[new]: group for new, group in found.items()}


def _reordered(conversation: Conversation, rng: np.random.Generator) -> dict:
    """The standing votes in any order, statements too."""
    ballots = conversation.ballots
    order = rng.permutation(len(ballots.answer))
    listed = [ballots.statements[n] for n in rng.permutation(len(ballots.statements))]
    people = np.array(ballots.people)[ballots.row]
    votes_on = np.array([s.id for s in ballots.statements])[ballots.column]
    return groups_of(
        _fit(
            Ballots.from_columns(
                people[order], votes_on[order], ballots.answer[order], statements=listed
            )
        )
    )


def _flipped(conversation: Conversation, rng: np.random.Generator) -> dict:
    turned = rng.choice(np.unique(conversation.votes_on), 10)
    answers = np.where(
        np.isin(conversation.votes_on, turned), -conversation.answers, conversation.answers
    )
    ballots = Ballots.from_columns(
        conversation.people, conversation.votes_on, answers, statements=conversation.statements
    )
    return groups_of(_fit(ballots))


def _doubled(conversation: Conversation, rng: np.random.Generator) -> dict:
    away = int(conversation.people.max()) + 1
    ballots = Ballots.from_columns(
        np.concatenate([conversation.people, conversation.people + away]),
        np.tile(conversation.votes_on, 2),
        np.tile(conversation.answers, 2),
        statements=conversation.statements,
    )
    return {key: group for key, group in groups_of(_fit(ballots)).items() if key < away}


TELLINGS: dict[str, Callable[[Conversation, np.random.Generator], dict]] = {
    "relabelled": _relabelled,
    "reordered": _reordered,
    "flipped": _flipped,
    "doubled": _doubled,
}


def _streamed(figures: Figures, conversation: Conversation) -> None:
    """Every event of the real stream, then changes and retractions of standing votes."""
    rng = np.random.default_rng(11)
    votes = [
        Vote(*each)
        for each in zip(
            conversation.people.tolist(), conversation.votes_on.tolist(),
            conversation.answers.tolist(), strict=True,
        )
    ]  # fmt: skip
    for n in rng.integers(0, len(votes), CHANGES).tolist():
        answer = (None, -1, 0, 1)[int(rng.integers(0, 4))]
        votes.append(votes[n]._replace(answer=answer))
    stream = opinion.Stream()
    for vote in votes:
        stream.add(vote)
    batch = opinion.fit(votes, conversation.statements, check=False)
    same = opinion.to_plain(stream.fit(conversation.statements, check=False)) == opinion.to_plain(
        batch
    )
    figures.row(conversation.name, f"{len(votes):,} events", _same(same), widths=(34, 16, 10))
    figures.expect(f"T7 {conversation.name} stream = batch", same)
