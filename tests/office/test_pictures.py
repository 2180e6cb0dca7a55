# SPDX-License-Identifier: Apache-2.0
"""Pictures come in without anything but what they show."""

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from yingda.flow.grammar import Refusal
from yingda.office import Photo
from yingda.office.pictures import MOST_BYTES, cleaned

SECRET = b"39.9042N-116.4074E"


def drawn(kind: str, size: tuple[int, int] = (60, 40), **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind, **more)
    return out.getvalue()


def marked(kind: str) -> bytes:
    """A picture that carries its place, a comment and a colour profile."""
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x0110] = "PHONE-X"
    exif.get_ifd(0x8825)[29] = SECRET.decode()
    more: dict[str, object] = {"exif": exif.tobytes(), "icc_profile": b"profile" + SECRET}
    if kind == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Comment", SECRET.decode())
        more |= {"pnginfo": words}
    if kind in ("JPEG", "WEBP"):
        more["xmp"] = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
    if kind == "JPEG":
        more["comment"] = SECRET
    return drawn(kind, **more)


def photo(content: bytes) -> Photo:
    found = cleaned(content)
    assert isinstance(found, Photo), found
    return found


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_comment_and_profile_are_gone(kind: str) -> None:
    before = marked(kind)
    assert SECRET in before
    after = photo(before)
    assert SECRET not in after.content and b"PHONE-X" not in after.content
    opened = Image.open(io.BytesIO(after.content))
    assert not opened.getexif() and "icc_profile" not in opened.info


def test_what_stands_behind_the_picture_is_gone() -> None:
    assert SECRET not in photo(drawn("JPEG") + b"PK\x03\x04" + SECRET).content


def test_a_picture_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = photo(drawn("JPEG", (60, 40), exif=exif.tobytes()))
    assert Image.open(io.BytesIO(turned.content)).size == (40, 60)


def test_the_first_frame_of_a_moving_picture_is_taken() -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (30, 30), color) for color in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    still = Image.open(io.BytesIO(photo(out.getvalue()).content))
    assert getattr(still, "n_frames", 1) == 1
    red, green, blue = still.convert("RGB").getpixel((10, 10))  # type: ignore[misc]
    assert red > 200 and blue < 60 and green < 60


def test_the_longest_side_is_bounded() -> None:
    assert max(Image.open(io.BytesIO(photo(drawn("JPEG", (9000, 600))).content)).size) == 4096


def test_see_through_stays_see_through() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    found = photo(out.getvalue())
    assert found.media_type == "image/png"
    assert Image.open(io.BytesIO(found.content)).mode == "RGBA"


def bomb() -> bytes:
    """A few hundred bytes that claim thirty thousand by thirty thousand pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        crc = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc)

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * 100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + pixels + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (bomb(), "photo_too_many_pixels"),
        (b"\xff" * (MOST_BYTES + 1), "photo_too_large"),
        (b"%PDF-1.7", "photo_unknown"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo_unknown"),
        (b"", "photo_unknown"),
        (drawn("BMP"), "photo_unknown"),
        (drawn("JPEG", (800, 800))[:2000], "photo_damaged"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_reason(content: bytes, code: str) -> None:
    found = cleaned(content)
    assert isinstance(found, Refusal) and (found.code, found.fields) == (code, ("photos",))
