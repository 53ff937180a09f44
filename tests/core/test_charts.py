"""Charts drawn by rule."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, strategies

from northforum.core.charts import HEIGHT, bars_svg, scale_of


@pytest.mark.parametrize(
    ("values", "scale"), [([], 5), ([0, 0], 5), ([4], 5), ([6], 10), ([11], 20), ([20], 20), ([501, 3], 1000)]
)
def test_the_scale_is_a_round_number_above_the_highest(values: list[int], scale: int) -> None:
    assert scale_of(values) == scale


@given(strategies.lists(strategies.integers(0, 10**9), min_size=1, max_size=60))
def test_every_chart_is_well_formed_and_stays_within_its_place(values: list[int]) -> None:
    drawn = ElementTree.fromstring(bars_svg(values, "Reads"))
    bars = [path for path in drawn if path.get("class", "").startswith("bar")]
    assert len(bars) == sum(value > 0 for value in values)
    heights = [float(re.findall(r"v-([\d.]+)", bar.get("d", ""))[0]) for bar in bars]
    assert all(0 < height <= HEIGHT for height in heights)


def test_the_last_bar_is_told_apart() -> None:
    drawn = bars_svg([3, 0, 2], "Reads")
    assert drawn.count('class="bar-last"') == 1
    assert 'class="bar-last"' not in bars_svg([3, 2, 0], "Reads")
