"""Times as British readers write and read them."""

from datetime import UTC, datetime

import pytest

from northforum.core import local_time

SUMMER = datetime(2027, 7, 1, 17, 5, tzinfo=UTC)


def test_a_moment_goes_through_a_field_and_back() -> None:
    assert local_time.written(SUMMER) == "2027-07-01T18:05"
    assert local_time.read("2027-07-01T18:05") == SUMMER
    assert local_time.written(None) == ""


def test_of_an_hour_that_comes_twice_the_first_is_meant() -> None:
    assert local_time.read("2027-10-31T01:30") == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2027-03-28T01:30", "zebra", "2027-13-01T10:00", "", "9999-99-99T00:00"])
def test_what_names_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        local_time.read(text)


def test_people_read_the_british_clock() -> None:
    assert local_time.full_time(SUMMER) == "1 July 2027, 18:05"
