"""Draw the picture that other sites show where somebody shares an address of ours.

`python scripts/draw_shared_picture.py` writes it once, and it is committed. The mark on its own ground, 1200 by 630
points, without words: it is the same in every language and for every owner.
"""

from pathlib import Path

import typst

FILE = Path(__file__).resolve().parent.parent / "samverka/faces/website/static/website/shared.png"
# The colours and the shape of `mark.svg`, which stands on a square of 32.
DRAWING = """
#set page(width: 1200pt, height: 630pt, margin: 0pt, fill: rgb("#0b3f3b"))
#let circle-at(x, fill) = place(dx: x, dy: 75pt, circle(radius: 240pt, fill: fill, stroke: none))
#circle-at(240pt, rgb("#8fd3c1"))
#circle-at(480pt, rgb("#f2a65a"))
#place(dx: 480pt, dy: 75pt, box(width: 240pt, height: 480pt, curve(
  fill: white,
  stroke: none,
  curve.move((120pt, 32.154pt)),
  curve.cubic((194.265pt, 75.031pt), (240pt, 154.265pt), (240pt, 240pt)),
  curve.cubic((240pt, 325.735pt), (194.265pt, 404.969pt), (120pt, 447.846pt)),
  curve.cubic((45.735pt, 404.969pt), (0pt, 325.735pt), (0pt, 240pt)),
  curve.cubic((0pt, 154.265pt), (45.735pt, 75.031pt), (120pt, 32.154pt)),
  curve.close(mode: "straight"),
)))
"""


def main() -> None:
    """Write the file."""
    FILE.write_bytes(typst.compile(DRAWING.encode(), format="png", ppi=72))


if __name__ == "__main__":
    main()
