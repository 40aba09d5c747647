"""A picture for the news of the demonstration, drawn here, so that it belongs to nobody."""

from io import BytesIO
from math import sin

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from samverka.newsroom.models import Picture

WIDTH, HEIGHT = 1600, 900
SKY, SUN = "#dcebe6", "#f0a860"
# Colour, how far down it begins, and how high and how long its waves are: three hills, the last of them water.
GROUND = [("#8ccfbf", 480, 70, 260.0), ("#3f8f80", 580, 50, 180.0), ("#0d3f3b", 700, 14, 90.0)]


def landscape() -> Picture:
    """Return a picture of hills and water in the colours of the site."""
    drawn = Image.new("RGB", (WIDTH, HEIGHT), SKY)
    pen = ImageDraw.Draw(drawn)
    pen.ellipse((1120, 150, 1340, 370), fill=SUN)
    for colour, top, high, long in GROUND:
        line = [(x, top + high * sin(x / long)) for x in range(0, WIDTH + 1, 10)]
        pen.polygon([*line, (WIDTH, HEIGHT), (0, HEIGHT)], fill=colour)
    kept = BytesIO()
    drawn.save(kept, "PNG")
    file = ContentFile(kept.getvalue(), "landscape.png")
    picture = Picture(title="Landscape", file=file, credit="Samverka", width=WIDTH, height=HEIGHT)
    picture.save()
    return picture
