"""Quoting disagreement beside an outcome, each time with an answer of the body."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.people.models import Person

from ..models import Outcome, QuotedDissent, Reply
from ..queries.dissent import disagreement_with
from ..refusals import RefusalError
from .outcomes import still_a_draft


@transaction.atomic
def quote_disagreement(
    *, outcome: Outcome, group: str, number: int, answer: str, by: Person
) -> QuotedDissent:
    """Quote what a group holds against the outcome; quoted again, the answer is replaced."""
    draft = still_a_draft(outcome)
    found = disagreement_with(draft, group, number)
    if found is None:
        raise RefusalError(
            _("The figures have changed meanwhile. Look at the list again. Nothing was saved.")
        )
    return QuotedDissent.objects.update_or_create(
        outcome=draft,
        group=group,
        statement=found.statement,
        reply=None,
        defaults={
            "use": found.use,
            **found.told,
            **_answered(answer, by),
        },
    )[0]


@transaction.atomic
def quote_reply(*, outcome: Outcome, reply: Reply, answer: str, by: Person) -> QuotedDissent:
    """Quote somebody who answered that they see it differently."""
    draft = still_a_draft(outcome)
    return QuotedDissent.objects.update_or_create(
        outcome=draft,
        reply=reply,
        defaults={"statement": reply.statement, **_answered(answer, by)},
    )[0]


def _answered(answer: str, by: Person) -> dict:
    return {"answer": answer, "answered_by": by, "answered_at": timezone.now()}


@transaction.atomic
def take_out_quote(*, quote: QuotedDissent) -> None:
    still_a_draft(quote.outcome)
    QuotedDissent.objects.filter(pk=quote.pk).delete()
