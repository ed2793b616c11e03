"""What the directory refuses, each with the sentence people read."""

from django.utils.translation import gettext_lazy as _


class DirectoryError(Exception):
    """Nothing was changed; `str(error)` says why and what to do."""

    sentence = ""

    def __str__(self) -> str:
        return str(self.sentence)


class LastConvenerError(DirectoryError):
    sentence = _(
        "This is the last convener of the organisation, so the role was kept. "
        "Add another convener first, then end this role."
    )


class AlreadyAskedError(DirectoryError):
    sentence = _("This organisation has already been asked about it. You need do nothing more.")


class AlreadyAnsweredError(DirectoryError):
    sentence = _("This has been answered in the meantime. The first answer was kept.")


class NameTakenError(DirectoryError):
    sentence = _("An organisation of this name is in the directory already. Nothing was added.")
