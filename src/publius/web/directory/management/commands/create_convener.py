from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from publius.web.directory.actions import add_organisation, give_role
from publius.web.directory.models import Organisation, OrganisationKind, RoleName
from publius.web.people.actions import open_account
from publius.web.people.models import Person


class Command(BaseCommand):
    help = (
        "Gives somebody the right to open engagements for an organisation: the first step of an "
        "installation without the demonstration. The organisation is added to the directory if "
        "it is not there. The person gets a message and signs in with a code sent to the address. "
        "With --host the person also runs the installation (switches, health, all organisations). "
        "Running it twice changes nothing. Example: publius manage create_convener "
        '--email ada@council.example --organisation "Arden Vale Council" --host'
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, help="the person's e-mail address")
        parser.add_argument("--organisation", required=True, help="its name, or its web address")
        parser.add_argument(
            "--kind",
            choices=OrganisationKind.values,
            default=OrganisationKind.PUBLIC_BODY.value,
            help="what sort of organisation it is, if it is new (default: public_body)",
        )
        parser.add_argument(
            "--about", default="", help="one sentence on what it does, if it is new"
        )
        parser.add_argument("--host", action="store_true", help="the person also runs the site")

    def handle(self, *args, **options) -> None:
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError(
                f'"{options["email"]}" is not an e-mail address. Nothing was changed.'
            ) from error
        with transaction.atomic():
            person = open_account(email=options["email"], channel="command")
            if options["host"]:
                Person.objects.filter(pk=person.pk).update(is_host=True)
            organisation = self.organisation(**options)
            give_role(organisation=organisation, person=person, role=RoleName.CONVENER, by=None)
        self.stdout.write(f"{person.email} convenes for {organisation.name}.")

    def organisation(self, *, organisation: str, kind: str, about: str, **_: object):
        known = Organisation.objects.filter(slug=organisation) | Organisation.objects.filter(
            name__iexact=organisation.strip()
        )
        return known.first() or add_organisation(
            name=organisation, kind=kind, about=about or f"{organisation} uses Publius."
        )
