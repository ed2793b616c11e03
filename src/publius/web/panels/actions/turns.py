"""One at a time: whoever changes the group of a call waits until the last change is whole."""

from publius.web.calls.models import Call


def wait_for_turn(call: Call) -> None:
    """Hold the call until this transaction ends, so that what is read next is still true then.

    Rows that merely point at the call (an invitation, a matching run) need not wait.
    """
    Call.objects.select_for_update(no_key=True).get(pk=call.pk)
