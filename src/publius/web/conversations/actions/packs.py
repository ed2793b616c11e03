"""Publishing the information of a stage, and noting who opened it and found it clear."""

import uuid

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..models import Pack, PackReading, Participant, Stage
from ..refusals import RefusalError
from .numbering import wait_for_turn


@transaction.atomic
def publish_pack(
    *, stage: Stage, by: Person, key: uuid.UUID, text: str, easy_read: str = "", changed: str = ""
) -> Pack:
    """Publish the next version; the earlier ones stay readable. One form makes one version."""
    wait_for_turn(stage.conversation)
    known = Pack.objects.filter(posted_key=key, stage=stage).first()
    if known is not None:
        return known
    last = Pack.objects.filter(stage=stage).aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            pack = Pack.objects.create(
                stage=stage,
                number=last + 1,
                text=text,
                easy_read=easy_read,
                changed=changed,
                written_by=by,
                written_at=timezone.now(),
                posted_key=key,
            )
    except IntegrityError as error:
        raise RefusalError(
            _("Somebody published a version at the same moment. Look at theirs, then send yours.")
        ) from error
    record_event(
        Tag.PACK_PUBLISHED, stage.conversation, actor=by, stage=stage.kind, version=pack.number
    )
    return pack


def note_opened(*, participant: Participant, pack: Pack) -> None:
    """Remember that somebody opened this version, for the share of those who did."""
    PackReading.objects.get_or_create(
        participant=participant, pack=pack, defaults={"opened_at": timezone.now()}
    )


@transaction.atomic
def say_whether_clear(*, participant: Participant, pack: Pack, is_clear: bool) -> None:
    """Whether it was clear enough to take part; the last answer stands."""
    if not Participant.objects.living().filter(pk=participant.pk).exists():
        raise RefusalError(_("You are not in this conversation any more. Nothing was kept."))
    now = timezone.now()
    note_opened(participant=participant, pack=pack)
    PackReading.objects.filter(participant=participant, pack=pack).update(
        is_clear=is_clear, answered_at=now
    )
