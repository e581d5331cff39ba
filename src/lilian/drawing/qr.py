"""A QR code as a picture for Typst.

Written by zxing-cpp, four times as fast as segno, which writes them in Python.
"""

import struct
import zlib

import numpy as np
import zxingcpp
from numpy.typing import NDArray

LEVEL = "Q"  # a quarter of the code may be dirty or torn


def qr_png(link: str) -> bytes:
    """The QR code as a PNG, a pixel a module, without a quiet zone."""
    made = zxingcpp.create_barcode(link, zxingcpp.BarcodeFormat.QRCode, ec_level=LEVEL)
    is_light = np.asarray(made.to_image(scale=1, add_quiet_zones=False), np.uint8) > 0
    return _png(is_light)


def _png(is_light: NDArray[np.bool_]) -> bytes:
    """The smallest PNG of black and white: Typst reads each of its bytes as a number, which is what takes time."""
    rows, columns = is_light.shape
    header = struct.pack(">IIBBBBB", columns, rows, 1, 0, 0, 0, 0)  # one bit of grey; deflate, no filter, no interlace
    lines = np.pad(np.packbits(is_light, axis=1), ((0, 0), (1, 0)))  # each begins with its filter, 0 for none
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(lines.tobytes(), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
