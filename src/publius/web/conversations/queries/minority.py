"""Minority reports as readers, members and hosts see them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from ..models import Conversation, MinorityReport, Outcome, Participant, Signature

ENOUGH = 3  # members, or a tenth of them where that is fewer
TENTH = 10
NEVER_ALONE = 2  # one person is quoted as dissent; a report is of several


def signatures_needed(members: int) -> int:
    """Three members or 10 % of them, whichever is reached first, and never one alone.

    >>> [signatures_needed(n) for n in (3, 10, 20, 21, 30, 400)]
    [2, 2, 2, 3, 3, 3]
    """
    tenth = -(-members // TENTH)  # rounded up
    return min(ENOUGH, max(NEVER_ALONE, tenth))


def needed_in(conversation: Conversation) -> int:
    return signatures_needed(
        Participant.objects.members().filter(conversation=conversation).count()
    )


@dataclass(frozen=True)
class ReportShown:
    """A report with what one reader sees of it."""

    report: MinorityReport
    signatures: list[Signature]
    needed: int
    is_published: bool
    shows_text: bool

    @property
    def missing(self) -> int:
        return max(0, self.needed - len(self.signatures))


def reports_of(user, conversation: Conversation) -> QuerySet[MinorityReport]:
    rows = MinorityReport.objects.visible_to(user).filter(conversation=conversation)
    return rows.select_related("author__seat", "withheld_by")


def report_of(user, conversation: Conversation, key: int) -> MinorityReport | None:
    return reports_of(user, conversation).filter(pk=key).first()


def own_report(participant: Participant | None) -> MinorityReport | None:
    if participant is None:
        return None
    return MinorityReport.objects.filter(author=participant).first()


def shown_to(participant: Participant | None, report: MinorityReport) -> ReportShown:
    """What was kept back is still read by those who signed it."""
    signatures = list(standing_signatures(report))
    signed = participant is not None and participant.pk in {s.participant_id for s in signatures}
    return ReportShown(
        report=report,
        signatures=signatures,
        needed=needed_in(report.conversation),
        is_published=is_published(report),
        shows_text=report.withheld_at is None or signed,
    )


def filed_reports(
    user, participant: Participant | None, conversation: Conversation
) -> list[ReportShown]:
    """Those that stand beside the outcome, for this reader."""
    rows = reports_of(user, conversation).filed().order_by("filed_at", "pk")
    return [shown_to(participant, report) for report in rows]


def standing_signatures(report: MinorityReport) -> QuerySet[Signature]:
    rows = Signature.objects.standing().filter(report=report)
    return rows.select_related("participant__seat")


def has_signed(participant: Participant | None, report: MinorityReport) -> bool:
    if participant is None:
        return False
    return standing_signatures(report).filter(participant=participant).exists()


def is_published(report: MinorityReport) -> bool:
    concluded = Outcome.objects.published().filter(conversation=report.conversation_id)
    return report.filed_at is not None and concluded.exists()
