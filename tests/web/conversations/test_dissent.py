"""Whose disagreement has to stand beside an outcome, and which one it is."""

import pytest

from publius.web.conversations.actions.dissent import quote_disagreement, quote_reply
from publius.web.conversations.actions.outcomes import use_statements
from publius.web.conversations.models import Answer, QuotedDissent, Reply, ReplyKind, Use
from publius.web.conversations.queries.dissent import differing_replies, dissent_of
from publius.web.conversations.refusals import RefusalError
from tests.factories import (
    OutcomeFactory,
    ParticipantFactory,
    PersonFactory,
    StatementFactory,
    VoteFactory,
    concluding_conversation,
)
from tests.web.conversations.hand_drawn import draw_map, said

pytestmark = pytest.mark.django_db

TOO_FEW = "Too few people voted on it, here or in another group, to give figures."


@pytest.fixture
def outcome():
    return OutcomeFactory()


def missing(outcome) -> dict[str, int | None]:
    """By group: the number of the statement whose quote is missing."""
    return {
        group.group: group.missing.statement.number if group.missing else None
        for group in dissent_of(outcome)
    }


def test_each_group_is_quoted_on_the_used_statement_it_rejects_most(outcome):
    lane, bridge, other = said(outcome.conversation, "Lane", "Bridge", "Other")
    draw_map(
        outcome.conversation,
        {"A": 20, "B": 12},
        {
            lane: {"A": (18, 2, 0), "B": (2, 10, 0)},
            bridge: {"A": (5, 14, 1), "B": (6, 5, 1)},
            other: {"A": (0, 20, 0), "B": (0, 12, 0)},  # rejected by all, and not used
        },
    )
    use_statements(outcome=outcome, uses={lane: Use.TAKEN_UP, bridge: Use.TAKEN_UP})

    assert missing(outcome) == {"A": bridge.number, "B": lane.number}


def test_a_few_voters_who_all_disagree_do_not_outweigh_many(outcome):
    """2 of 2 is surely above 37 %, 16 of 20 above 62 %."""
    few, many = said(outcome.conversation, "Few", "Many")
    draw_map(
        outcome.conversation,
        {"A": 20, "B": 9},
        {few: {"A": (0, 2, 0), "B": (9, 0, 0)}, many: {"A": (4, 16, 0), "B": (9, 0, 0)}},
    )
    use_statements(outcome=outcome, uses={few: Use.TAKEN_UP, many: Use.TAKEN_UP})

    assert missing(outcome) == {"A": many.number, "B": None}


def test_whoever_agrees_with_what_the_outcome_goes_against_disagrees_with_it(outcome):
    (close,) = said(outcome.conversation, "Close the road")
    draw_map(
        outcome.conversation,
        {"A": 10, "B": 10},
        {close: {"A": (9, 1, 0), "B": (0, 10, 0)}},
    )
    use_statements(outcome=outcome, uses={close: Use.AGAINST})

    found = {group.group: group for group in dissent_of(outcome)}

    assert found["A"].missing.figures == "9 of the 10 who voted on it agree with it (90%)."
    assert found["B"].missing is None
    assert found["B"].nothing_held == (
        "Up to 10 of them voted on what this outcome uses, and nobody disagrees."
    )


def test_a_group_that_was_not_heard_on_it_is_quoted_on_what_it_rejects_most(outcome):
    used, other = said(outcome.conversation, "Used", "Other")
    draw_map(
        outcome.conversation,
        {"A": 10, "B": 10},
        {used: {"A": (7, 3, 0), "B": (2, 0, 0)}, other: {"A": (9, 1, 0), "B": (1, 8, 0)}},
    )
    use_statements(outcome=outcome, uses={used: Use.TAKEN_UP})

    assert missing(outcome) == {"A": used.number, "B": other.number}


def test_without_clear_groups_everybody_is_counted_together(outcome):
    lane, bridge = said(outcome.conversation, "Lane", "Bridge")
    draw_map(
        outcome.conversation, {"A": 6, "B": 6}, {lane: {"A": (0, 6, 0)}},
        confidence="no clear groups",
    )  # fmt: skip
    for _ in range(6):
        VoteFactory(statement=lane)
        VoteFactory(statement=bridge, answer=Answer.DISAGREE)
    use_statements(outcome=outcome, uses={lane: Use.TAKEN_UP, bridge: Use.TAKEN_UP})

    assert missing(outcome) == {"": bridge.number}
    assert dissent_of(outcome)[0].missing.figures == (
        "6 of the 6 who voted on it disagree with it (100%)."
    )


def test_votes_of_removed_people_are_no_disagreement(outcome):
    (lane,) = said(outcome.conversation, "Lane")
    for _ in range(5):
        VoteFactory(statement=lane)
    removed = ParticipantFactory(conversation=outcome.conversation, removed_by=PersonFactory())
    VoteFactory(statement=lane, participant=removed, answer=Answer.DISAGREE)
    use_statements(outcome=outcome, uses={lane: Use.TAKEN_UP})

    assert missing(outcome) == {"": None}


def test_figures_of_fewer_than_five_are_not_told(outcome):
    (lane,) = said(outcome.conversation, "Lane")
    VoteFactory(statement=lane, answer=Answer.DISAGREE)
    use_statements(outcome=outcome, uses={lane: Use.TAKEN_UP})

    assert dissent_of(outcome)[0].missing.figures == TOO_FEW


def test_figures_of_a_group_are_not_told_where_another_could_be_worked_out(outcome):
    lane, bridge = said(outcome.conversation, "Lane", "Bridge")
    draw_map(
        outcome.conversation,
        {"A": 10, "B": 10},
        {lane: {"A": (1, 9, 0), "B": (2, 1, 0)}, bridge: {"A": (9, 1, 0), "B": (2, 8, 0)}},
    )
    use_statements(outcome=outcome, uses={lane: Use.TAKEN_UP, bridge: Use.TAKEN_UP})

    found = {group.group: group.missing for group in dissent_of(outcome)}

    assert (found["A"].statement, found["A"].figures) == (lane, TOO_FEW)
    assert found["B"].figures == "8 of the 10 who voted on it disagree with it (80%)."
    quote = quote_disagreement(
        outcome=outcome, group="A", number=lane.number, answer="We know.", by=PersonFactory()
    )
    assert (quote.voted, quote.against) == (0, 0)


def test_a_quote_with_an_answer_settles_the_group(outcome):
    (lane,) = said(outcome.conversation, "Lane")
    draw_map(
        outcome.conversation,
        {"A": 10, "B": 10},
        {lane: {"A": (2, 8, 0), "B": (9, 1, 0)}},
    )
    use_statements(outcome=outcome, uses={lane: Use.TAKEN_UP})

    quote_disagreement(
        outcome=outcome, group="A", number=lane.number, answer="We hear it.", by=PersonFactory()
    )

    assert missing(outcome) == {"A": None, "B": lane.number}
    quote = QuotedDissent.objects.get()
    assert (quote.group, quote.voted, quote.against, quote.answer) == ("A", 10, 8, "We hear it.")


def test_quoting_again_replaces_the_answer(outcome):
    (lane,) = said(outcome.conversation, "Lane")
    VoteFactory(statement=lane, answer=Answer.DISAGREE)
    use_statements(outcome=outcome, uses={lane: Use.TAKEN_UP})

    for answer in ("First", "Second"):
        quote_disagreement(
            outcome=outcome, group="", number=lane.number, answer=answer, by=PersonFactory()
        )

    assert list(QuotedDissent.objects.values_list("answer", flat=True)) == ["Second"]


def test_what_is_not_proposed_cannot_be_quoted(outcome):
    (lane,) = said(outcome.conversation, "Lane")
    VoteFactory(statement=lane)

    with pytest.raises(RefusalError, match="figures have changed"):
        quote_disagreement(
            outcome=outcome, group="", number=lane.number, answer="?", by=PersonFactory()
        )

    assert QuotedDissent.objects.count() == 0


def test_turning_the_use_of_a_statement_round_takes_its_quote_out(outcome):
    lane, bridge = said(outcome.conversation, "Lane", "Bridge")
    for statement in (lane, bridge):
        VoteFactory(statement=statement, answer=Answer.DISAGREE)
        VoteFactory(statement=statement)
    use_statements(outcome=outcome, uses={lane: Use.TAKEN_UP, bridge: Use.TAKEN_UP})
    for statement in (lane, bridge):
        quote_disagreement(
            outcome=outcome, group="", number=statement.number, answer="Yes.", by=PersonFactory()
        )

    use_statements(outcome=outcome, uses={lane: Use.AGAINST, bridge: Use.TAKEN_UP})

    assert list(QuotedDissent.objects.values_list("statement", flat=True)) == [bridge.pk]


def reply_to(statement, kind=ReplyKind.DIFFERS, **fields) -> Reply:
    author = ParticipantFactory(conversation=statement.conversation)
    return Reply.objects.create(
        statement=statement,
        author=author,
        kind=kind,
        text="Not with a pram.",
        would_change="A ramp.",
        said_at=statement.said_at,
        state="shown",
        **fields,
    )


def test_replies_that_see_it_differently_can_be_quoted(outcome):
    lane, other = said(outcome.conversation, "Lane", "Other")
    differs = reply_to(lane)
    reply_to(lane, ReplyKind.BUILDS_ON)
    reply_to(other)
    use_statements(outcome=outcome, uses={lane: Use.TAKEN_UP})

    assert differing_replies(outcome.drafted_by, outcome) == []  # who drafts it may not read it
    reader = ParticipantFactory(conversation=outcome.conversation).person
    assert differing_replies(reader, outcome) == [differs]

    quote_reply(outcome=outcome, reply=differs, answer="A ramp is built.", by=reader)

    assert [q.reply for q in QuotedDissent.objects.all()] == [differs]


def test_statements_about_the_conversation_itself_are_no_disagreement():
    outcome = OutcomeFactory(conversation=concluding_conversation())
    meta = StatementFactory(conversation=outcome.conversation, is_meta=True)
    VoteFactory(statement=meta, answer=Answer.DISAGREE)

    assert missing(outcome) == {"": None}
