import pytest

from northforum.bench import load
from northforum.bench.errors import BenchError
from northforum.bench.load import Load

SAID = """Running 1s test @ http://127.0.0.1:8000/
  2 threads and 16 connections
measured {"requests": 2000, "us": 500000, "bytes": 400000, "errors": 0, "p50": 1500.0, "p95": 3000.0, "p99": 4000.5}
"""


def test_what_wrk_says_is_read() -> None:
    assert load.parsed(SAID) == Load(rate=4000, p50=1.5, p95=3.0, p99=4.0005, bytes=200)


@pytest.mark.parametrize("said", ["", "unable to connect", SAID.replace('"errors": 0', '"errors": 3')])
def test_answers_that_are_no_pages_end_the_measurement(said: str) -> None:
    with pytest.raises(BenchError):
        load.parsed(said)


def test_a_missing_wrk_is_told_with_the_way_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BenchError, match="apt-get install wrk"):
        load.expect_wrk()


def test_the_median_is_taken_of_each_number() -> None:
    runs = [Load(1, 9, 1, 1, 5), Load(2, 8, 2, 2, 5), Load(3, 7, 3, 30, 5)]
    assert load.median(runs) == Load(2, 8, 2, 2, 5)
