"""Writing, signing and filing minority reports, and keeping back what is against the law."""

import uuid

import rules
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..models import MinorityReport, Participant, Signature
from ..queries.minority import is_published, needed_in, standing_signatures
from ..refusals import RefusalError


@transaction.atomic
def write_report(
    *, participant: Participant, title: str, text: str, key: uuid.UUID
) -> MinorityReport:
    """Write one's own report; the author is the first to sign it."""
    known = MinorityReport.objects.filter(posted_key=key, author=participant).first()
    if known is not None:
        return known
    _refuse_who_may_not(participant)
    now = timezone.now()
    try:
        with transaction.atomic():
            report = MinorityReport.objects.create(
                conversation=participant.conversation,
                title=title,
                text=text,
                author=participant,
                written_at=now,
                posted_key=key,
            )
    except IntegrityError as error:
        raise RefusalError(
            _("You have written a report in this conversation. Change that one instead.")
        ) from error
    Signature.objects.create(report=report, participant=participant, signed_at=now)
    return report


@transaction.atomic
def change_report(*, report: MinorityReport, title: str, text: str) -> None:
    """Only while nobody else has signed: people stand by the words they read."""
    held = _held(report)
    others = standing_signatures(held).exclude(participant=held.author_id)
    if held.filed_at is not None or others.exists():
        raise RefusalError(
            _("Others have signed these words, so they stay as they are. Nothing was changed.")
        )
    MinorityReport.objects.filter(pk=held.pk).update(title=title, text=text)


@transaction.atomic
def sign_report(*, report: MinorityReport, participant: Participant) -> None:
    """Stand by a report. Signed twice is once; with enough signatures it is filed."""
    _refuse_who_may_not(participant)
    held = _held(report)
    if held.conversation_id != participant.conversation_id:
        raise RefusalError(_("This report belongs to another conversation. Nothing was signed."))
    signature, is_new = Signature.objects.get_or_create(
        report=held, participant=participant, defaults={"signed_at": timezone.now()}
    )
    if not is_new and signature.withdrawn_at is not None:
        signature.withdrawn_at, signature.signed_at = None, timezone.now()
        signature.save(update_fields=["withdrawn_at", "signed_at"])
    _file_if_enough(held)


def _file_if_enough(report: MinorityReport) -> None:
    count = standing_signatures(report).count()
    if report.filed_at is not None or count < needed_in(report.conversation):
        return
    report.filed_at = timezone.now()
    report.save(update_fields=["filed_at"])
    record_event(Tag.REPORT_FILED, report.conversation, report=report.pk, signatures=count)


@transaction.atomic
def take_signature_back(*, report: MinorityReport, participant: Participant) -> bool:
    """No longer stand by it. False where nobody is left: then the report is gone.

    Before the outcome is published, a report that loses too many is no longer filed. Afterwards
    it stays where it stands, with the names that are left.
    """
    held = _held(report)
    own = Signature.objects.standing().filter(report=held, participant=participant)
    taken = own.update(withdrawn_at=timezone.now())
    if not taken or is_published(held):
        return True
    left = standing_signatures(held).count()
    if left == 0:
        held.delete()
        return False
    if held.filed_at is not None and left < needed_in(held.conversation):
        held.filed_at = None
        held.save(update_fields=["filed_at"])
        record_event(Tag.REPORT_UNFILED, held.conversation, report=held.pk, signatures=left)
    return True


@transaction.atomic
def withhold_report(*, report: MinorityReport, reason: str, by: Person) -> None:
    """Keep back what is against the law. The reason is published where the text would be."""
    if not rules.test_rule("conversations.withhold_report", by, report.conversation):
        raise RefusalError(_("Only hosts can keep a report back. Nothing was changed."))
    held = MinorityReport.objects.filter(pk=report.pk, withheld_at__isnull=True)
    if held.update(withheld_at=timezone.now(), withheld_by=by, withheld_because=reason):
        record_event(Tag.REPORT_WITHHELD, report.conversation, actor=by, report=report.pk)


def _held(report: MinorityReport) -> MinorityReport:
    """One at a time: two who sign in the same moment must see each other's signature."""
    found = MinorityReport.objects.select_for_update().filter(pk=report.pk).first()
    if found is None:
        raise RefusalError(
            _("Nobody stands by this report any more, so it is gone. Nothing was changed.")
        )
    return found


def _refuse_who_may_not(participant: Participant) -> None:
    """Read afresh: somebody may have been removed, or the conversation closed, meanwhile."""
    now = Participant.objects.select_related("conversation", "person").get(pk=participant.pk)
    if now.person is None or not now.is_living:
        raise RefusalError(_("You no longer take part in this conversation. Nothing was saved."))
    if not rules.test_rule("conversations.take_part", now.person, now.conversation):
        raise RefusalError(
            _("Reports are written and signed by members, until the conversation closes.")
        )
    if now.agreed_at is None:
        raise RefusalError(_("Accept the agreement of this conversation first. Nothing was saved."))
