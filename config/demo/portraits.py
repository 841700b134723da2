"""Pictures of some of the demo's people: drawn, and plainly of nobody."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

Colour = tuple[int, int, int]

SIZE, SHARPER = 240, 3
PAPER: Colour = (228, 239, 239)
TONES: dict[str, tuple[Colour, Colour, Colour]] = {
    # clothes, head, hair
    "karen": ((15, 76, 85), (243, 246, 245), (84, 92, 90)),
    "ida": ((207, 67, 43), (243, 246, 245), (111, 75, 0)),
    "torben.skaarup": ((61, 90, 168), (243, 246, 245), (21, 33, 31)),
    "rikke": ((111, 74, 158), (243, 246, 245), (138, 90, 0)),
}
"""Whose picture there is, by key; the others have none, as in any committee."""


def drawn(key: str) -> SimpleUploadedFile:
    """Draw a head without a face over shoulders, as somebody would upload a picture."""
    clothes, head, hair = TONES[key]
    image = Image.new("RGB", (SIZE * SHARPER, SIZE * SHARPER), PAPER)
    draw = ImageDraw.Draw(image)

    def oval(left: int, top: int, right: int, bottom: int, colour: Colour) -> None:
        draw.ellipse([side * SHARPER for side in (left, top, right, bottom)], fill=colour)

    oval(30, 166, 210, 330, clothes)
    oval(74, 38, 166, 136, hair)
    oval(80, 60, 160, 158, head)
    file = BytesIO()
    image.resize((SIZE, SIZE), Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
    return SimpleUploadedFile(f"{key.replace('.', '-')}.png", file.getvalue(), "image/png")
