# SPDX-License-Identifier: Apache-2.0
"""照片 Pictures: told by their content, turned upright, written anew without any metadata.

Place and time of a photo, the phone it was taken with, comments, colour profiles: nothing of it
comes in, by whatever way the picture came.
"""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from yingda.flow.grammar import Refusal

from .told import Photo

MOST_BYTES = 10 * 1024 * 1024
MOST_PHOTOS = 6
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 4096
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


def cleaned(content: bytes) -> Photo | Refusal:
    """The picture in `content` as a fresh JPEG (PNG if it lets light through), or why it cannot be
    taken: too large, not a picture of a known kind, damaged."""
    if len(content) > MOST_BYTES:
        return _refused("photo_too_large", "每张照片请不要超过10MB")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _anew(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _refused("photo_too_many_pixels", "照片的像素过大，请缩小后再上传")
    except UnidentifiedImageError:
        return _refused("photo_unknown", "只能上传 JPEG、PNG、WebP 或 GIF 照片")
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, MemoryError, OverflowError):
        return _refused("photo_damaged", "照片已损坏，请换一张")


def _refused(code: str, words: str) -> Refusal:
    return Refusal(code, words, fields=("photos",))


def _anew(content: bytes) -> Photo | Refusal:
    with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
        width, height = opened.size
        if width * height > MOST_PIXELS:
            return _refused("photo_too_many_pixels", "照片的像素过大，请缩小后再上传")
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(opened)
        clear = "A" in upright.getbands() or "transparency" in upright.info
        pixels = upright.convert("RGBA" if clear else "RGB")
    pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    fresh = Image.new(pixels.mode, pixels.size)
    fresh.paste(pixels)
    out = io.BytesIO()
    if clear:
        fresh.save(out, "PNG", optimize=False)
        return Photo(media_type="image/png", content=out.getvalue())
    fresh.save(out, "JPEG", quality=85)
    return Photo(media_type="image/jpeg", content=out.getvalue())
