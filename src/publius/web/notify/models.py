from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publius.web.work import Work, WorkQuerySet


class MessageQuerySet(WorkQuerySet["Message"]):
    def visible_to(self, user) -> "MessageQuerySet":
        """People read their own messages; nobody reads other people's."""
        return self.filter(person=user) if user.is_authenticated else self.none()


class Message(Work):
    """One message in the outbox: written in the transaction it tells of, sent by the worker."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="messages"
    )
    address = models.CharField(max_length=254)
    channel = models.CharField(max_length=20, default="email")
    purpose = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    why = models.CharField(max_length=200, blank=True)  # "You said you would like to hear of calls"
    # A purpose of `people`: the message goes out only while the person agrees to it.
    agreement = models.CharField(max_length=30, blank=True, db_default="")
    stop_link = models.CharField(max_length=300, blank=True, db_default="")  # for mail programs
    is_secret = models.BooleanField(
        default=False, help_text=_("Holds a code or link: the text is wiped once sent.")
    )
    dedupe_key = models.CharField(max_length=120, unique=True, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["work_state", "due_at"], name="message_due")]

    def __str__(self) -> str:
        return f"{self.purpose} ({self.work_state})"
