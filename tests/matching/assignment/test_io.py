"""Files of seats, people and fits: what is read, and what is refused with line and fix."""

import io

import pytest

from publius.matching.assignment import Load, Place, Seat
from publius.matching.assignment.io import read_fits, read_loads, read_places, read_seats
from publius.matching.errors import BadFileError


def file(text):
    return io.BytesIO(text.encode())


def test_seats_loads_fits_and_places_are_read():
    seats = read_seats(file("seat;minimum;maximum;must;call\ns;1;2;no;lane\nt;0;1;;\n"))
    loads = read_loads(file("person,minimum,maximum\nBo,0,2\n"))
    fits = read_fits(file("seat,person,fit\ns,Bo,0.5\n"))
    places = read_places(file("seat,person\ns,Bo\n"))

    assert seats == (Seat("s", 1, 2, must=False, call="lane"), Seat("t", 0, 1))
    assert loads == (Load("Bo", 0, 2),)
    assert (fits.seats, fits.people, fits.table.toarray().tolist()) == (("s",), ("Bo",), [[0.5]])
    assert places == (Place("s", "Bo"),)


def test_json_is_read_as_well():
    assert read_seats(file('[{"seat": "s", "minimum": 1, "maximum": 2}]')) == (Seat("s", 1, 2),)


@pytest.mark.parametrize(
    ("read", "text", "sentence"),
    [
        (
            read_seats,
            "seat,minimum,maximum\ns,3,2\n",
            (
                "the file, line 2: The seat 's' asks for at least 3 and at most 2 people. "
                "Make the first "
                "0 or more, the second 1 or more, and the first no larger. Correct this "
                "entry and try "
                "again."
            ),
        ),
        (
            read_seats,
            "seat,minimum,maximum\ns,one,2\n",
            (
                "the file, line 2: 'minimum' should be a whole number, but is \"one\". "
                "Correct this "
                "entry and try again."
            ),
        ),
        (
            read_seats,
            "seat,minimum,maximum\ns,1,2\ns,1,1\n",
            "the file, line 3: the id 's' was already used in line 2. Give each entry its own id.",
        ),
        (
            read_loads,
            "person,minimum,maximum\nBo,,2\n",
            "the file, line 2: The column 'minimum' is empty. Correct this entry and try again.",
        ),
        (
            read_loads,
            "person,minimun,maximum\nBo,0,2\n",
            (
                "the file, line 1: the column 'minimun' is not known; did you mean "
                "'minimum'? Rename it "
                "or remove it."
            ),
        ),
        (
            read_fits,
            "seat,person,fit\ns,Bo,nan\n",
            (
                "the file, line 2: The fit is nan; it must be 0 or more. Correct this "
                "entry and try "
                "again."
            ),
        ),
        (
            read_fits,
            "seat,person,fit\ns,Bo,high\n",
            (
                "the file, line 2: The fit should be a number, but is 'high'. Correct "
                "this entry and "
                "try again."
            ),
        ),
        (
            read_fits,
            "seat,person,fit\ns,Bo,0.1\ns,Bo,0.2\n",
            (
                "the file, line 3: the id 'Bo, s' was already used in line 2. Give each "
                "entry its own "
                "id."
            ),
        ),
    ],
)
def test_a_bad_line_is_refused_by_its_number(read, text, sentence):
    with pytest.raises(BadFileError) as error:
        read(file(text))

    assert str(error.value).replace("standard input", "the file") == sentence
