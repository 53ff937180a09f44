"""The path of a comment: the order of text is the order of reading."""

from collections.abc import Iterator

from hypothesis import given, strategies as st

from northforum.discussion.models import LONGEST_STEP, Comment, path_ids, path_step

LARGEST = 2**63 - 1
ids = st.integers(min_value=1, max_value=LARGEST)


@given(ids, ids)
def test_steps_are_ordered_as_their_numbers(one: int, other: int) -> None:
    assert (path_step(one) < path_step(other)) == (one < other)


@given(st.lists(ids, max_size=30))
def test_a_path_tells_its_ids(numbers: list[int]) -> None:
    assert path_ids("".join(map(path_step, numbers))) == numbers


@given(ids)
def test_a_step_is_short_and_sorts_as_bytes_do(number: int) -> None:
    step = path_step(number)
    assert len(step) <= LONGEST_STEP
    assert step.isascii()
    assert step.isalnum()
    assert step == step.lower()


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(1, 50_000)), min_size=1, max_size=80))
def test_the_order_of_paths_is_the_order_of_reading(draws: list[tuple[float, int]]) -> None:
    comments: list[Comment] = []
    last = 0
    for share, gap in draws:
        last += gap
        # The first choice of all begins a conversation, as does about one in four.
        above = None if share < 0.25 or not comments else comments[int(share * len(comments)) - 1]
        comment = Comment()
        comment.take_place(last, above)
        comments.append(comment)
    by_path = [comment.id for comment in sorted(comments, key=lambda comment: comment.path)]
    assert by_path == list(_depth_first(comments, None))


def _depth_first(comments: list[Comment], parent_id: int | None) -> Iterator[int]:
    for comment in comments:
        if comment.parent_id == parent_id:
            yield comment.id
            yield from _depth_first(comments, comment.id)
