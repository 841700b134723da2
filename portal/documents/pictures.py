"""Pictures that are shown in public say nothing but what is seen in them."""

from __future__ import annotations

import io

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

LONGEST_EDGE = 1600  # pixels; more than any page shows
FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png"}


def without_traces(upload: UploadedFile[bytes]) -> UploadedFile[bytes]:
    """Return the picture drawn anew: no place, no camera, no text, and the right way up.

    A camera writes into the file where and when it was taken, and how it was held.
    """
    try:
        upload.seek(0)
        with Image.open(upload, formats=list(FORMATS)) as opened:
            kind = str(opened.format)
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
            drawn = Image.new(*_canvas(upright))
            drawn.paste(upright.convert(drawn.mode))
            written = io.BytesIO()
            drawn.save(written, kind, quality=90, optimize=True)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(_("The picture cannot be read. Try another file.")) from error
    return SimpleUploadedFile(str(upload.name), written.getvalue(), FORMATS[kind])


def _canvas(picture: Image.Image) -> tuple[str, tuple[int, int]]:
    """Return mode and size of an empty picture; a transparent one stays transparent."""
    is_clear = picture.has_transparency_data and picture.format != "JPEG"
    return "RGBA" if is_clear else "RGB", picture.size
