"""What the village concluded, and the forms about it."""

from uuid import UUID

from publius.web.conversations.actions.outcomes import add_option
from publius.web.conversations.forms import minority, outcomes
from publius.web.conversations.models import Conversation, MinorityReport, Option, Outcome
from tests.contracts.outcomes import outcome_parts
from tests.factories import (
    ConversationFactory,
    MinorityReportFactory,
    OutcomeFactory,
    ParticipantFactory,
    StageFactory,
)

from .pages import FormPage, ReadPage, key_of, typed_day
from .village import Village

LONG_WORDS = "The lane ends where the buses turn, and nobody who walks with a stick gets across."
OPTION = {"text": "Close the road", "who_gains": LONG_WORDS, "who_bears": LONG_WORDS}
WRITTEN = {"kind": "decided", "title": "A lane on Mill Lane", "conclusion": LONG_WORDS}


def concluding(village: Village) -> Conversation:
    """At Decide, with a draft that could be published, and a report of the member."""
    found = Conversation.objects.filter(slug="concluding").first()
    if found is None:
        found = ConversationFactory(call=village.formed_call, slug="concluding")
        outcome_parts(found, village.member, village.convener)
    return found


def undecided(village: Village) -> Conversation:
    """At Decide, without a draft; the citizen has written a report nobody else has signed."""
    found = Conversation.objects.filter(slug="undecided").first()
    if found is None:
        found = ConversationFactory(call=village.formed_call, slug="undecided")
        StageFactory(conversation=found, kind="decide")
        author = ParticipantFactory(conversation=found, person=village.citizen)
        MinorityReportFactory(author=author)
        for person in (village.member, village.stranger):
            ParticipantFactory(conversation=found, person=person)
    return found


def _draft(village: Village) -> Outcome:
    return concluding(village).outcomes.get()


def _here(village: Village) -> list:
    return [concluding(village).slug]


def _undecided(village: Village) -> list:
    return [undecided(village).slug]


def _to_drop(village: Village) -> list:
    conversation = undecided(village)
    if not conversation.outcomes.exists():
        OutcomeFactory(conversation=conversation)
    return [conversation.slug]


def _option(village: Village, name: str = "option") -> list:
    draft = _draft(village)
    key = UUID(key_of(name))
    option = Option.objects.filter(posted_key=key).first()
    if option is None and not draft.is_published:
        option = add_option(outcome=draft, key=key, **OPTION)
    return [*_here(village), option.pk if option else draft.options.earliest("pk").pk]


def _row(rows: str):
    """Of the draft or the conversation: the first of these rows."""
    return lambda village: [*_here(village), getattr(concluding(village), rows).earliest("pk").pk]


def _disagreement(village: Village) -> list:
    return [*_here(village), "everybody", _draft(village).used.get().statement.number]


def _reply(village: Village) -> list:
    statement = _draft(village).used.get().statement
    return [*_here(village), statement.replies.get().pk]


def _quote(village: Village) -> list:
    return [*_here(village), _draft(village).dissents.earliest("pk").pk]


def _unfiled(village: Village) -> list:
    report = MinorityReport.objects.get(
        conversation=undecided(village), author__person=village.citizen
    )
    return [*_undecided(village), report.pk]


def _use(village: Village) -> dict:
    return {f"use_{_draft(village).used.get().statement.number}": "up"}


def _keyed(name: str, **facts: str):
    return lambda village: {**facts, "posted_key": key_of(name)}


def _unknown(name: str):
    words = {"text": "What does the bridge carry?", "owner": "Head of structures"}
    return lambda village: {**words, **typed_day("due_on", 60), "posted_key": key_of(name)}


def _commitment(name: str, **facts: str):
    words = {"what": "I count the prams.", **facts}
    return lambda village: {**words, **typed_day("due_on", 60), "posted_key": key_of(name)}


OUTCOME_FORMS = [
    FormPage("conversations:outcome_write", "convener", _undecided,
             lambda v: {**WRITTEN, **typed_day("review_on", 90), "posted_key": key_of("outcome")},
             (outcomes.OutcomeForm,), True),
    FormPage("conversations:outcome_for_whom", "convener", _here,
             lambda v: dict.fromkeys(("better_for", "worse_for", "enough_for"), LONG_WORDS),
             (outcomes.ForWhomForm,)),
    FormPage("conversations:option_add", "convener", _here, _keyed("new option", **OPTION),
             (outcomes.OptionForm,), True),
    FormPage("conversations:option_edit", "convener", _option, _keyed("option", **OPTION),
             (outcomes.OptionForm,)),
    FormPage("conversations:option_remove", "convener", lambda v: _option(v, "second option")),
    FormPage("conversations:outcome_statements", "convener", _here, _use, (outcomes.UsesForm,)),
    FormPage("conversations:outcome_unknowns", "convener", _here, _unknown("waited for"),
             (minority.UnknownForm,), True),
    FormPage("conversations:dissent_quote", "convener", _disagreement,
             lambda v: {"answer": LONG_WORDS}, (outcomes.AnswerDissentForm,)),
    FormPage("conversations:reply_quote", "convener", _reply, lambda v: {"answer": LONG_WORDS},
             (outcomes.AnswerDissentForm,), True),
    FormPage("conversations:unknown_add", "convener", _here, _unknown("unknown"),
             (minority.UnknownForm,), True),
    FormPage("conversations:unknown_answer", "convener", _row("unknowns"),
             lambda v: {"answer": "40 tonnes."}, (minority.AnswerUnknownForm,)),
    FormPage("conversations:commitment_add", "convener", _here,
             _commitment("body", who="Head of transport"), (minority.BodyCommitmentForm,), True),
    FormPage("conversations:commitment_new", "member", _here, _commitment("own"),
             (minority.OwnCommitmentForm,), True),
    FormPage("conversations:commitment_keep", "member", _row("commitments")),
    FormPage("conversations:report_new", "member", _undecided,
             _keyed("report", title="It is not safe", text=LONG_WORDS),
             (minority.ReportForm,), True),
    FormPage("conversations:report_edit", "citizen", _unfiled,
             _keyed("report", title="It is not safe", text=LONG_WORDS), (minority.ReportForm,)),
    FormPage("conversations:report_sign", "stranger", _unfiled, makes=True),
    FormPage("conversations:report_take_back", "stranger", _unfiled),
    FormPage("conversations:report_withhold", "convener", _row("reports"),
             lambda v: {"reason": "It names a child."}, (minority.WithholdForm,)),
    FormPage("conversations:outcome_publish", "convener", _here),
    FormPage("conversations:quote_remove", "convener", _quote, is_valid=False),
    FormPage("conversations:outcome_drop", "convener", _to_drop),
]  # fmt: skip

OUTCOME_PAGES = [
    *(ReadPage(f"conversations:{name}", who, _here)
      for name in ("outcome", "unknowns") for who in ("member", "convener")),
    ReadPage("conversations:report", "member", _row("reports")),
    ReadPage("conversations:report", "citizen", _unfiled),
    *(ReadPage(f"conversations:{name}", "convener", _here) for name in (
        "outcome_desk", "outcome_options", "outcome_dissent",
    )),
]  # fmt: skip
