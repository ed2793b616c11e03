"""What every request meets on its way in and out."""

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.test import Client
from django.urls import reverse

from publius.site.middleware import is_unsafe_text
from publius.web.ledger.models import Event
from publius.web.ledger.queries import check_ledger
from publius.web.switches.actions import turn_on
from publius.web.switches.models import Brake, Switch
from publius.web.switches.queries import message_for
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
SWITCH = "/host/switches/mail/"


@pytest.fixture
def host(db):
    return PersonFactory(is_host=True)


@pytest.fixture
def host_client(client, host):
    client.force_login(host)
    return client


# --- the input boundary ---------------------------------------------------------------------


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "a\udfffb"])
def test_nul_and_lone_surrogates_are_unsafe(text):
    assert is_unsafe_text(text)


@pytest.mark.parametrize("text", ["", "Zoë", "🚲", "\u202etxt", "line\nline\ttab", "²"])
def test_what_people_type_is_safe(text):
    assert not is_unsafe_text(text)


@pytest.mark.parametrize(
    ("method", "address", "data"),
    [
        ("get", "/calls/?q=bike%00lane", {}),
        ("get", "/calls/?bike%00=lane", {}),
        ("get", "/calls/bike%00lane/", {}),
        ("post", SWITCH, {"message": "bike\x00lane"}),
        ("post", SWITCH, {"mess\x00age": "bike lane"}),
    ],
)
def test_a_nul_anywhere_is_refused_in_plain_words(host_client, method, address, data):
    answer = getattr(host_client, method)(address, data)

    assert answer.status_code == 400
    assert "Nothing was changed" in answer.content.decode()
    assert not Switch.objects.exists()


def test_a_form_in_an_encoding_that_makes_lone_surrogates_is_refused(host_client):
    boundary = "edge"
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="message"\r\n\r\n'
        f"\\ud800\r\n--{boundary}--\r\n"
    )
    kind = f"multipart/form-data; boundary={boundary}; charset=unicode_escape"

    answer = host_client.generic("POST", SWITCH, body, content_type=kind)

    assert (answer.status_code, Switch.objects.count()) == (400, 0)


def test_a_form_larger_than_any_form_of_ours_is_refused_in_plain_words(host_client):
    answer = host_client.post(SWITCH, {"message": "x" * 3_000_000})

    assert answer.status_code == 400
    assert "Nothing was changed" in answer.content.decode()
    assert not Switch.objects.exists()


def test_a_form_with_thousands_of_fields_is_refused(host_client):
    answer = host_client.post(SWITCH, {f"field{number}": "x" for number in range(2000)})

    assert (answer.status_code, Switch.objects.count()) == (400, 0)


def test_an_unexpected_file_is_ignored(host_client):
    upload = SimpleUploadedFile("a.txt", b"x" * 10_000)

    answer = host_client.post(SWITCH, {"message": "Later.", "file": upload})

    assert (answer.status_code, message_for(Brake.MAIL)) == (302, "Later.")


def test_ordinary_words_pass_unchanged(host_client):
    host_client.post(SWITCH, {"message": "Zoë’s 🚲 – back at 5²"})

    assert message_for(Brake.MAIL) == "Zoë’s 🚲 – back at 5²"


# --- headers --------------------------------------------------------------------------------


def test_pages_of_signed_in_people_are_kept_by_no_cache(host_client):
    assert host_client.get(reverse("host"))["Cache-Control"] == "no-store, private"


def test_a_page_behind_a_mailed_link_is_kept_by_no_cache(client, db):
    answer = client.get("/invitation/not-a-token/")

    assert answer["Cache-Control"] == "no-store, private"


def test_public_pages_may_be_kept(client):
    assert "no-store" not in client.get("/healthz").get("Cache-Control", "")


@pytest.mark.parametrize("address", ["/healthz", "/no-such-page/"])
def test_every_page_lets_the_browser_load_our_own_things_only(client, address):
    policy = client.get(address)["Content-Security-Policy"]

    assert set(policy.split("; ")) == {
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    }


def test_every_page_forbids_framing_and_sniffing(client):
    answer = client.get("/healthz")

    assert (answer["X-Frame-Options"], answer["X-Content-Type-Options"]) == ("DENY", "nosniff")


def test_every_answer_carries_its_own_request_id(client):
    first, second = (client.get("/healthz")["X-Request-ID"] for _ in range(2))

    assert len(first) == len(second) == 12
    assert first != second


def test_a_form_without_its_safety_token_changes_nothing_and_says_so(host):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(host)

    answer = strict.post(SWITCH, {"message": "x"})

    assert answer.status_code == 403
    assert "Nothing was changed" in answer.content.decode()
    assert not Switch.objects.exists()


# --- the read-only brake ----------------------------------------------------------------------


@pytest.fixture
def read_only(host):
    turn_on(brake=Brake.READ_ONLY, by=host, message="We are moving house until 5 pm.")


def test_while_read_only_pages_open_and_forms_are_refused_with_the_hosts_words(
    client, person, read_only
):
    client.force_login(person)

    page, form = client.get("/healthz"), client.post("/me/about/", {"display_name": "New"})

    person.refresh_from_db()
    assert (page.status_code, form.status_code) == (200, 503)
    assert "We are moving house until 5 pm." in form.content.decode()
    assert person.display_name != "New"


@pytest.mark.parametrize("address", ["/accounts/signup/", "/accounts/email/", "/calls/x/interest/"])
def test_while_read_only_nobody_joins_or_changes(client, read_only, address):
    assert client.post(address, {"email": "new@people.example"}).status_code == 503
    assert not get_user_model().objects.filter(email="new@people.example").exists()


def test_while_read_only_the_door_for_everybody_opens_no_account(client, read_only):
    client.post("/accounts/login/", {"email": "new@people.example"})

    assert not get_user_model().objects.filter(email="new@people.example").exists()


def test_while_read_only_people_can_sign_in_and_out(client, person, read_only):
    assert client.post("/accounts/login/", {"email": person.email}).status_code != 503
    client.force_login(person)
    client.post("/accounts/logout/")

    assert "_auth_user_id" not in client.session


# --- a full disk --------------------------------------------------------------------------------


@pytest.fixture
def file_database(transactional_db, tmp_path):
    """A copy of the test database in a file, used by everything in this thread."""
    memory = connections["default"]
    path = tmp_path / "publius.sqlite3"
    with memory.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    on_file = DatabaseWrapper({**memory.settings_dict, "NAME": str(path)}, "default")
    on_file.inc_thread_sharing()
    connections["default"] = on_file
    yield on_file
    on_file.close()
    connections["default"] = memory


def set_room(database, pages):
    with database.cursor() as cursor:
        cursor.execute(f"PRAGMA max_page_count = {pages}")


def pages_used(database):
    with database.cursor() as cursor:
        return cursor.execute("PRAGMA page_count").fetchone()[0]


def test_a_full_disk_is_told_plainly_nothing_is_half_written_and_pages_still_open(
    file_database, client
):
    client.force_login(PersonFactory(is_host=True))
    set_room(file_database, pages_used(file_database) + 2)

    answers = [client.post(SWITCH, {"message": f"{number} {'x' * 250}"}) for number in range(60)]
    kept = [answer.status_code for answer in answers].count(302)

    full = answers[-1]
    assert (full.status_code, 0 < kept < 60) == (503, True)
    assert "Nothing that you saved before is lost" in full.content.decode()
    assert (Event.objects.count(), check_ledger().is_intact) == (kept, True)
    assert client.get("/host/").status_code == 200

    set_room(file_database, 1_000_000)
    assert client.post(SWITCH, {"message": "room again"}).status_code == 302
    assert message_for(Brake.MAIL) == "room again"
