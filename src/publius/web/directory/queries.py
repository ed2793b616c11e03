"""Reading the directory: organisations, who acts for them, what they are asked to confirm."""

from django.db.models import Q, QuerySet

from publius.web.people.models import Area, Evidence, Person

from .models import Confirmation, Organisation, OrganisationKind, Role, RoleName


def organisations(user, *, words: str = "", kind: str = "") -> QuerySet[Organisation]:
    """Organisations in which every one of the words occurs somewhere, by name."""
    found = Organisation.objects.visible_to(user).select_related("area")
    for word in words.split()[:10]:
        found = found.filter(
            Q(name__icontains=word)
            | Q(about__icontains=word)
            | Q(controlled_by__icontains=word)
            | Q(area__name__icontains=word)
        )
    return found.filter(kind=kind) if kind in OrganisationKind.values else found


def organisation_by_slug(user, slug: str) -> Organisation | None:
    found = Organisation.objects.visible_to(user).select_related("area")
    return found.filter(slug=slug).first()


def convened_organisations(user) -> QuerySet[Organisation]:
    return Organisation.objects.convened_by(user)


def rings_people(user) -> bool:
    """Whether this user has the role of a caller anywhere."""
    return Role.objects.living().filter(person=user, role=RoleName.CALLER).exists()


def user_led_organisations(area: Area | None = None) -> QuerySet[Organisation]:
    """User-led organisations that work in an area, in the areas around it, or everywhere."""
    found = Organisation.objects.filter(kind=OrganisationKind.USER_LED).select_related("area")
    if area is None:
        return found
    near = [place for place in (area.pk, area.within_id) if place]
    return found.filter(Q(area__in=near) | Q(area__within__in=near) | Q(area__isnull=True))


def living_roles(user, organisation: Organisation) -> QuerySet[Role]:
    """Who acts for an organisation now: the whole list for its conveners and for hosts."""
    roles = Role.objects.living().filter(organisation=organisation).select_related("person")
    if user.is_authenticated and user.is_host:
        return roles.order_by("role", "given_at")
    return (roles & Role.objects.living().visible_to(user)).order_by("role", "given_at")


def role_by_key(user, organisation: Organisation, key: int) -> Role | None:
    return living_roles(user, organisation).filter(pk=key).first()


def confirmations_asked_of(user, organisation: Organisation) -> QuerySet[Confirmation]:
    """What people ask this organisation to confirm, still unanswered."""
    waiting = Confirmation.objects.visible_to(user).open().filter(organisation=organisation)
    return waiting.filter(evidence__expertise__removed_at__isnull=True).select_related(
        "evidence__expertise", "evidence__person", "organisation"
    )


def confirmation_by_key(user, key: int) -> Confirmation | None:
    rows = Confirmation.objects.visible_to(user)
    return rows.filter(pk=key).select_related("evidence__person", "organisation").first()


def confirmations_of(user, evidence: Evidence) -> QuerySet[Confirmation]:
    """Whom a person asked about one piece of their evidence, and what they said."""
    rows = Confirmation.objects.visible_to(user).filter(evidence=evidence)
    return rows.select_related("organisation")


def organisations_to_ask(person: Person, evidence: Evidence) -> QuerySet[Organisation]:
    """Organisations with somebody who can answer and that were not asked about this yet."""
    asked = confirmations_of(person, evidence).values("organisation")
    return organisations_that_answer(person).exclude(pk__in=asked)


def organisations_that_answer(person: Person) -> QuerySet[Organisation]:
    """Organisations for which somebody else than this person convenes."""
    answering = Role.objects.living().filter(role="convener").exclude(person=person)
    return Organisation.objects.filter(pk__in=answering.values("organisation"))
