"""Small charts as SVG, drawn by rule: bars for days, under a scale that a person can read."""

from collections.abc import Sequence

WIDTH, HEIGHT = 600, 120
_STEPS = (1, 2, 5)
_GAP = 0.28


def scale_of(values: Sequence[int]) -> int:
    """Return the round number that the highest bar stays under: 1, 2 or 5 with noughts, and at least 5."""
    highest, power = max(values, default=0), 1
    while True:
        for step in _STEPS:
            if step * power >= max(highest, 5):
                return step * power
        power *= 10


def bars_svg(values: Sequence[int], label: str) -> str:
    """Return the bars of ``values`` as an SVG that fills its place; ``label`` must be plain and escaped by the caller.

    Colours are the style sheet's: ``bar``, ``bar-last`` for the last value, ``line`` for the half and the full height.
    """
    scale, step = scale_of(values), WIDTH / max(len(values), 1)
    lines = "".join(f'<path class="line" d="M0 {y}H{WIDTH}"/>' for y in (0.5, HEIGHT / 2))
    return (
        f'<svg class="bars" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" role="img" aria-label="{label}">'
        f"{lines}{''.join(_bar(place, value, values, scale, step) for place, value in enumerate(values))}"
        f'<path class="ground" d="M0 {HEIGHT - 0.5}H{WIDTH}"/></svg>'
    )


def _bar(place: int, value: int, values: Sequence[int], scale: int, step: float) -> str:
    if not value:
        return ""
    # A single read must be seen to be one.
    height = max(value / scale * HEIGHT, 2)
    name = "bar-last" if place == len(values) - 1 else "bar"
    x, width = (place + _GAP / 2) * step, (1 - _GAP) * step
    return f'<path class="{name}" d="M{x:.1f} {HEIGHT}v-{height:.1f}h{width:.1f}v{height:.1f}z"/>'
