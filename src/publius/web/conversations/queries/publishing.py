"""What an outcome still lacks before it can be published."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Outcome, OutcomeKind
from .dissent import GroupDissent, dissent_of
from .outcomes import may_conclude


@dataclass(frozen=True)
class Gap:
    """One thing that is missing, and the page where it is put right."""

    sentence: str
    page: str
    slug: str

    @property
    def url(self) -> str:
        return reverse(f"conversations:{self.page}", args=[self.slug])


def gaps_of(outcome: Outcome) -> list[Gap]:
    """Nothing: it can be published."""
    slug = outcome.conversation.slug
    found = [
        *_stage_gaps(outcome),
        *_date_gaps(outcome),
        *_content_gaps(outcome),
        *_dissent_gaps(outcome),
    ]
    return [Gap(sentence, page, slug) for sentence, page in found]


def _stage_gaps(outcome: Outcome) -> list[tuple[str, str]]:
    if may_conclude(outcome.conversation):
        return []
    return [
        (
            _("The conversation is not at Decide or Report. Open one of these stages first."),
            "outcome_desk",
        )
    ]


def _date_gaps(outcome: Outcome) -> list[tuple[str, str]]:
    if outcome.review_on > timezone.localdate():
        return []
    return [
        (_("The day on which it is looked at again is over. Choose a later one."), "outcome_write")
    ]


def _content_gaps(outcome: Outcome) -> list[tuple[str, str]]:
    if outcome.kind == OutcomeKind.NOT_YET:
        return _unknown_gaps(outcome)
    found = []
    if not outcome.options.exists():
        found.append(
            (_("Say which options were weighed, who gains and who bears it."), "outcome_options")
        )
    if not outcome.used.exists():
        found.append((_("Choose the statements it rests on."), "outcome_statements"))
    if outcome.kind == OutcomeKind.GOOD_ENOUGH and not (
        outcome.better_for or outcome.worse_for or outcome.enough_for
    ):
        found.append((_("Say for whom it is better, worse or good enough."), "outcome_for_whom"))
    return found


def _unknown_gaps(outcome: Outcome) -> list[tuple[str, str]]:
    waiting = outcome.unknowns.filter(answered_at=None)
    if not waiting.exists():
        return [(_("Say what you need to know, who finds out and by when."), "outcome_unknowns")]
    return [
        (
            _("The date for “%(unknown)s” is over. Answer it, or add it again with a later date.")
            % {"unknown": unknown.text},
            "outcome_unknowns",
        )
        for unknown in waiting.filter(due_on__lt=timezone.localdate())
    ]


def _dissent_gaps(outcome: Outcome) -> list[tuple[str, str]]:
    return [(_missing(group), "outcome_dissent") for group in dissent_of(outcome) if group.missing]


def _missing(group: GroupDissent) -> str:
    facts = {
        "group": group.name,
        "number": group.missing.statement.number,
        "figures": group.missing.figures,
    }
    if not group.group:
        return (
            _(
                "The strongest disagreement is not quoted yet: statement %(number)d. %(figures)s "
                "Quote it beside the outcome and answer it."
            )
            % facts
        )
    return (
        _(
            "The strongest disagreement of %(group)s is not quoted yet: statement %(number)d. "
            "%(figures)s Quote it beside the outcome and answer it."
        )
        % facts
    )


@dataclass(frozen=True)
class DraftTask:
    """One page of the draft and whether it is done."""

    title: str
    page: str
    slug: str
    is_done: bool

    @property
    def url(self) -> str:
        return reverse(f"conversations:{self.page}", args=[self.slug])


def tasks_of(outcome: Outcome) -> list[DraftTask]:
    """The pages this kind of outcome needs, in order."""
    lacking = {gap.page for gap in gaps_of(outcome)}
    pages = [(_("What was concluded, and when it is looked at again"), "outcome_write")]
    if outcome.kind == OutcomeKind.GOOD_ENOUGH:
        pages.append((_("For whom it is better, worse or good enough"), "outcome_for_whom"))
    if outcome.kind == OutcomeKind.NOT_YET:
        pages.append((_("What you need to know, who finds out and by when"), "outcome_unknowns"))
    pages += [
        (_("The options, who gains and who bears it"), "outcome_options"),
        (_("The statements it rests on"), "outcome_statements"),
        (_("The disagreement quoted beside it"), "outcome_dissent"),
    ]
    slug = outcome.conversation.slug
    return [DraftTask(title, page, slug, page not in lacking) for title, page in pages]
