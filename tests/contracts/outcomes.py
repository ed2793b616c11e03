"""A conversation at Decide with a draft and everything that hangs on one."""

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from publius.web.conversations.actions.dissent import quote_disagreement
from publius.web.conversations.actions.outcomes import add_option, use_statements
from publius.web.conversations.actions.unknowns import commit_oneself, note_unknown
from publius.web.conversations.models import Answer, Conversation, Reply, ReplyKind, Use
from tests.factories import (
    MinorityReportFactory,
    OutcomeFactory,
    ParticipantFactory,
    StageFactory,
    StatementFactory,
    VoteFactory,
)

IN_A_MONTH = dt.timedelta(days=30)


def outcome_parts(conversation: Conversation, member, convener) -> dict[str, dict[str, Any]]:
    """What goes into the addresses; `member` takes part and wrote the report."""
    StageFactory(conversation=conversation, kind="decide")
    here = {"slug": conversation.slug}
    participant = ParticipantFactory(conversation=conversation, person=member)
    outcome = OutcomeFactory(conversation=conversation, drafted_by=convener)
    statement = StatementFactory(conversation=conversation)
    VoteFactory(statement=statement, answer=Answer.DISAGREE)
    use_statements(outcome=outcome, uses={statement: Use.TAKEN_UP})
    option = add_option(
        outcome=outcome, key=uuid.uuid4(), text="Close it", who_gains="All", who_bears="Cabs"
    )
    quote = quote_disagreement(
        outcome=outcome, group="", number=statement.number, answer="We know.", by=convener
    )
    day = timezone.localdate() + IN_A_MONTH
    unknown = note_unknown(
        conversation=conversation, text="How many?", owner="The engineer", due_on=day,
        by=convener, key=uuid.uuid4(),
    )  # fmt: skip
    commitment = commit_oneself(
        participant=participant, what="I count prams.", due_on=day, key=uuid.uuid4()
    )
    report = MinorityReportFactory(author=participant, filed_at=timezone.now())
    unfiled = MinorityReportFactory(author=ParticipantFactory(conversation=conversation))
    return {
        "concluding": here,
        "option": here | {"key": option.pk},
        "disagreement": here | {"group": "everybody", "number": statement.number},
        "differing_reply": here | {"key": _differs(statement).pk},
        "quote": here | {"key": quote.pk},
        "unknown": here | {"key": unknown.pk},
        "commitment": here | {"key": commitment.pk},
        "filed_report": here | {"key": report.pk},
        "unfiled_report": here | {"key": unfiled.pk},
    }


def _differs(statement) -> Reply:
    return Reply.objects.create(
        statement=statement,
        author=ParticipantFactory(conversation=statement.conversation),
        kind=ReplyKind.DIFFERS,
        text="Not with a pram.",
        would_change="A ramp.",
        state="shown",
        said_at=timezone.now(),
    )
