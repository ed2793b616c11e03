"""What a census file may look like, and how what is wrong with it is told."""

from io import BytesIO

import pytest

from publius.web.panels.census import CensusError, read_census
from publius.web.panels.queries.features import FeatureValues

GENDER = FeatureValues("gender", "Gender", {"woman": "Woman", "man": "Man"})
AGE = FeatureValues("age_band", "Age", {"18-24": "18 to 24", "25+": "25 and over"})


NO_COLUMNS = (
    "The first line must name the columns: feature, value and one of count, share or percent. It "
    "reads: "
)


def read(text: str | bytes):
    data = text.encode() if isinstance(text, str) else text
    return read_census(BytesIO(data), [GENDER, AGE])


def told(text: str | bytes) -> list[str]:
    with pytest.raises(CensusError) as found:
        read(text)
    return found.value.sentences


@pytest.mark.parametrize(
    "text",
    [
        "feature,value,count\nGender,Woman,30\nGender,Man,10\n",
        "category,name,population\nGender,Woman,3000\nGender,Man,1000\n",
        "category,feature,percent\nGender,Woman,75\nGender,Man,25\n",
        "Feature;Value;Share\nGENDER;woman;0.75\ngender;man;0.25\n",
        "feature\tvalue\t%\ngender\tWoman\t75%\ngender\tMan\t25 %\n",
        '\ufefffeature,value,count,note\r\nGender,Woman,"3,000",x\r\nGender,Man,"1,000",\r\n',
    ],
)
def test_counts_shares_and_percentages_are_read_in_the_headers_practitioners_use(text):
    assert read(text).shares == {"gender": {"woman": 0.75, "man": 0.25}}


def test_values_are_found_by_their_words_or_their_code_whatever_the_dash():
    assert read("feature,value,count\nAge,18–24,1\nage_band,25 and over,3\n").shares == {
        "age_band": {"18-24": 0.25, "25+": 0.75}
    }


def test_what_a_group_is_not_balanced_on_is_left_out_and_named():
    found = read("feature,value,count\nReligion,None,5\nGender,Woman,1\nGender,Man,1\n")

    assert (found.shares, found.unused) == ({"gender": {"woman": 0.5, "man": 0.5}}, ["Religion"])


def test_percentages_that_were_rounded_may_miss_a_hundred_a_little():
    shares = read("feature,value,percent\nGender,Woman,50.6\nGender,Man,49.6\n").shares["gender"]

    assert sum(shares.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "feature,value,count\nGender,Womn,3\nGender,Man,1\n",
            ["Line 2: Gender has no “Womn”. Did you mean “Woman”?"],
        ),
        (
            "feature,value,count\nGendr,Woman,3\nGender,Man,1\n",
            ["Line 2: There is no “Gendr”. Did you mean “Gender”?"],
        ),
        (
            "feature,value,count\nGender,Woman,many\nGender,Man,-1\n",
            [
                "Line 2: “many” is not a number of 0 or more.",
                "Line 3: “-1” is not a number of 0 or more.",
            ],
        ),
        (
            "feature,value,count\nGender,Woman,nan\nGender,Man,inf\n",
            [
                "Line 2: “nan” is not a number of 0 or more.",
                "Line 3: “inf” is not a number of 0 or more.",
            ],
        ),
        (
            "feature,value,count\nGender,Woman,1\nGender,woman,2\n",
            ["Line 3: Gender: woman is listed already on line 2."],
        ),
        (
            "feature,value,count\n,Woman,1\nGender,,2\n",
            ["Line 2: The feature is blank.", "Line 3: The value is blank."],
        ),
        (
            "feature,value,percent\nGender,Woman,51\nGender,Man,40\n",
            ["Gender: the numbers add up to 91 instead of 100."],
        ),
        (
            "feature,value,count\nGender,Woman,0\nGender,Man,0\n",
            ["Gender: the numbers are all 0."],
        ),
        (
            "feature,value,count\nReligion,None,3\n",
            ["None of the rows is about something a group is balanced on."],
        ),
        (
            "name,value\nGender,Woman\n",
            [NO_COLUMNS + "name, value."],
        ),
    ],
)
def test_what_is_wrong_is_told_line_by_line(text, sentences):
    assert told(text) == sentences


def test_a_long_list_of_problems_is_cut_short():
    rows = "".join(f"Gender,Nobody {n},1\n" for n in range(30))

    sentences = told(f"feature,value,count\n{rows}")

    assert (len(sentences), sentences[-1]) == (11, "And 20 more lines like these.")


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"feature,value\n\x00", b"a" * 1_000_002])
def test_what_is_no_such_file_is_refused_in_a_sentence(data):
    assert len(told(data)) == 1
