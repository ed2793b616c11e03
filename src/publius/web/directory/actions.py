"""Changes to the directory: organisations, roles in them, and what they confirm."""

from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.notify.actions import queue_message
from publius.web.people.actions import mark_evidence_confirmed, open_account
from publius.web.people.models import Area, Evidence, Person

from .errors import AlreadyAnsweredError, AlreadyAskedError, LastConvenerError, NameTakenError
from .models import (
    Confirmation,
    ConfirmationState,
    Organisation,
    OrganisationKind,
    Role,
    RoleName,
)


def add_organisation(
    *,
    name: str,
    kind: OrganisationKind | str,
    about: str,
    by: Person | None = None,
    area: Area | None = None,
    controlled_by: str = "",
    website: str = "",
) -> Organisation:
    """Put an organisation into the directory, under an address made from its name."""
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                name=name.strip(),
                slug=_free_slug(name),
                kind=OrganisationKind(kind),
                about=about,
                area=area,
                controlled_by=controlled_by,
                website=website,
                added_at=timezone.now(),
            )
            record_event(Tag.ORGANISATION_ADDED, organisation, actor=by, kind=str(kind))
    except IntegrityError as error:
        raise NameTakenError from error
    return organisation


def _free_slug(name: str) -> str:
    wanted = slugify(name)[:100] or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number = 1
    slug = wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


@transaction.atomic
def change_organisation(*, organisation: Organisation, by: Person, **fields: Any) -> Organisation:
    """Change what the public reads about an organisation (not its name or address)."""
    for name, value in fields.items():
        setattr(organisation, name, value)
    organisation.save(update_fields=list(fields))
    record_event(Tag.ORGANISATION_CHANGED, organisation, actor=by, fields=sorted(fields))
    return organisation


def give_role(
    *, organisation: Organisation, person: Person, role: RoleName | str, by: Person | None
) -> Role:
    """Let somebody act for an organisation, and tell them. Twice is once."""
    try:
        with transaction.atomic():
            given = Role.objects.create(
                organisation=organisation,
                person=person,
                role=RoleName(role),
                given_at=timezone.now(),
            )
            _record_role(Tag.ROLE_GIVEN, given, by)
            _tell_about_role(given, "role_given", _("You can now act for %(organisation)s"))
    except IntegrityError:
        return Role.objects.living().get(organisation=organisation, person=person, role=role)
    return given


def add_colleague(
    *, organisation: Organisation, email: str, role: RoleName | str, by: Person
) -> Role:
    """Give a role to whoever reads this address; without an account they get one."""
    person = open_account(email=email, channel="colleague")
    return give_role(organisation=organisation, person=person, role=role, by=by)


@transaction.atomic
def end_role(*, role: Role, by: Person) -> bool:
    """End a role from now on and tell the person. The last convener stays."""
    if role.role == RoleName.CONVENER and not _another_convener(role):
        raise LastConvenerError
    if not Role.objects.living().filter(pk=role.pk).update(ended_at=timezone.now()):
        return False
    _record_role(Tag.ROLE_ENDED, role, by)
    _tell_about_role(role, "role_ended", _("You no longer act for %(organisation)s"))
    return True


def _another_convener(role: Role) -> bool:
    # The organisation's row is the lock: two conveners cannot end each other's role at once.
    Organisation.objects.select_for_update().get(pk=role.organisation_id)
    others = Role.objects.living().filter(organisation=role.organisation, role=RoleName.CONVENER)
    return others.exclude(pk=role.pk).exists()


def _record_role(tag: Tag, role: Role, by: Person | None) -> None:
    person = role.person.public_id.hex
    record_event(tag, role.organisation, actor=by, person=person, role=str(role.role))


def _tell_about_role(role: Role, purpose: str, subject: str) -> None:
    context = {
        "role": role.get_role_display(),
        "organisation": role.organisation,
        "address": settings.BASE_URL + reverse("account_login"),
        "help_email": settings.HELP_EMAIL,
    }
    queue_message(
        purpose=purpose,
        person=role.person,
        subject=subject % {"organisation": role.organisation.name},
        body=render_to_string(f"directory/email/{purpose}.txt", context),
        dedupe_key=f"{purpose}:{role.pk}",
        why=_("somebody changed what you may do for an organisation"),
    )


def ask_confirmation(*, evidence: Evidence, organisation: Organisation) -> Confirmation:
    """Ask an organisation to confirm a piece of evidence. Each one once."""
    try:
        with transaction.atomic():
            asked = Confirmation.objects.create(
                evidence=evidence, organisation=organisation, asked_at=timezone.now()
            )
            record_event(
                Tag.CONFIRMATION_ASKED,
                evidence,
                actor=evidence.person,
                organisation=organisation.slug,
            )
            return asked
    except IntegrityError as error:
        raise AlreadyAskedError from error


def confirm_evidence(*, confirmation: Confirmation, by: Person) -> None:
    """The organisation stands behind it: its name is shown beside the evidence."""
    with transaction.atomic():
        _answer(confirmation, ConfirmationState.CONFIRMED, by)
        mark_evidence_confirmed(
            evidence=confirmation.evidence, body=confirmation.organisation.name, by=by
        )


def decline_confirmation(*, confirmation: Confirmation, by: Person) -> None:
    """The organisation does not stand behind it; the evidence stays the person's own word."""
    with transaction.atomic():
        _answer(confirmation, ConfirmationState.NOT_CONFIRMED, by)


def _answer(confirmation: Confirmation, state: ConfirmationState, by: Person) -> None:
    waiting = Confirmation.objects.open().filter(pk=confirmation.pk)
    if not waiting.update(state=state, answered_at=timezone.now(), answered_by=by):
        raise AlreadyAnsweredError
    record_event(
        Tag.CONFIRMATION_ANSWERED,
        confirmation.evidence,
        actor=by,
        organisation=confirmation.organisation.slug,
        answer=str(state),
    )
