"""Becoming somebody, the banner, and the letterbox: only where everybody is invented."""

import pytest
from django.core.mail import get_connection
from django.core.mail.message import EmailMessage
from django.test import Client
from django.urls import reverse

from tests.factories import PersonFactory

HELEN = "helen.ormerod@ardenvale.example"


@pytest.fixture
def helen(db):
    return PersonFactory(email=HELEN, display_name="Helen Ormerod", is_invented=True)


@pytest.fixture
def post(demo_site, tmp_path):
    """A folder in which sent messages land, as on a laptop."""
    demo_site.EMAIL_FILE_PATH = str(tmp_path)
    backend = "django.core.mail.backends.filebased.EmailBackend"
    connection = get_connection(backend, file_path=str(tmp_path))

    def send(subject: str, body: str, to: str = HELEN) -> None:
        EmailMessage(subject, body, to=[to], connection=connection).send()

    return send


def test_every_page_says_that_the_people_are_invented(demo_site, db, client):
    answer = client.get(reverse("home"))

    assert "This is a demonstration with invented people." in answer.content.decode()


def test_without_the_setting_there_is_no_such_page_and_no_banner(db, client, helen):
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/", {"persona": "convener"}).status_code == 404
    assert "invented people" not in client.get(reverse("home")).content.decode()


def test_one_press_makes_you_the_convener(demo_site, client, helen):
    answer = client.post(reverse("demo"), {"persona": "convener"})

    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(helen.pk)


def test_looking_at_the_page_signs_nobody_in(demo_site, client, helen):
    answer = client.get(reverse("demo") + "?persona=convener")

    assert "Helen Ormerod" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_another_site_cannot_press_the_button(demo_site, helen):
    client = Client(enforce_csrf_checks=True)

    assert client.post(reverse("demo"), {"persona": "convener"}).status_code == 403
    assert "_auth_user_id" not in client.session


def test_nobody_real_can_be_stepped_into(demo_site, db, client):
    PersonFactory(email=HELEN, display_name="Helen Ormerod", is_invented=False)

    answer = client.post(reverse("demo"), {"persona": "convener"})

    assert answer.status_code == 404
    assert "Nothing was changed" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_key_nobody_has_is_refused_in_words(demo_site, client, helen):
    answer = client.post(reverse("demo"), {"persona": "nobody"})

    assert answer.status_code == 404
    assert "There is nobody of that name to be." in answer.content.decode()


def test_the_letterbox_shows_what_was_sent_newest_first_and_its_text(post, client, db):
    post("Your sign-in code", "Your code is 481 516.")
    post("You are invited", "Read more: http://localhost:8000/i/abc/")

    page = client.get(reverse("demo_post")).content.decode()
    first = page.index("You are invited")
    assert first < page.index("Your sign-in code")

    address = page[page.index("/demo/post/", page.index("<main")) :].split('"')[0]
    letter = client.get(address).content.decode()
    assert 'href="http://localhost:8000/i/abc/"' in letter


def test_an_empty_letterbox_says_what_to_do(post, client, db):
    assert "No letters yet" in client.get(reverse("demo_post")).content.decode()


def test_a_letter_cannot_attack_its_reader(post, client, db):
    post("<script>alert(1)</script>", "<img src=x onerror=alert(1)>")

    page = client.get(reverse("demo_post")).content.decode()
    address = page[page.index("/demo/post/", page.index("<main")) :].split('"')[0]
    letter = client.get(address).content.decode()

    assert "<script>alert" not in page + letter
    assert "<img src=x" not in letter


@pytest.mark.parametrize("name", ["..-1", "../keys/fields-1", "x.log-1", "x.log", "%2e%2e-1"])
def test_the_name_of_a_letter_leads_nowhere_else(post, client, db, name, tmp_path):
    (tmp_path.parent / "secret.log").write_text("Subject: key\n\nsecret")

    assert client.get(f"/demo/post/{name}/").status_code == 404
