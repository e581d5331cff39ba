"""A picture anybody may get holds nothing but the picture."""

MOST_BYTES = 36_000  # a box's page takes some 17 kB, and both together 60 at most
HEADER = 8  # 'RIFF' and the length of all that follows


def is_bare(data: bytes) -> bool:
    """Whether it is WebP in its simple form, which has one chunk and so no place for where and when it was taken.

    Source: RFC 9649, section 2.5.
    """
    whole = int.from_bytes(data[4:HEADER], "little") + HEADER
    is_webp = data[:4] == b"RIFF" and data[HEADER:16] == b"WEBPVP8 "
    chunk = int.from_bytes(data[16:20], "little")
    return is_webp and whole == len(data) == 20 + chunk + chunk % 2
