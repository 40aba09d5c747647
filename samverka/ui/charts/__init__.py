"""Charts as SVG, made on the server: no script, no library, legible at every width, in the dark and on paper.

Lengths across are per cent of the width there is, so letters keep their size where the chart grows narrow. Each mark
carries the exact number in its title; a table with the same numbers must stand beside every chart. Colours and the
pattern of the second series come from `charts.css`. Callers bring values as whole numbers with their texts.
"""

from samverka.ui.charts.bars import bars
from samverka.ui.charts.columns import columns
from samverka.ui.charts.flow import Way, flow
from samverka.ui.charts.marks import HATCH, Line, Mark
from samverka.ui.charts.shares import shares

__all__ = ["HATCH", "Line", "Mark", "Way", "bars", "columns", "flow", "shares"]
