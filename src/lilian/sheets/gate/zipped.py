"""A zip container read with distrust: names, places, and sizes as they really are when streamed."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from lilian.sheets.limits import Limits
from lilian.sheets.refusals import Bomb, Damaged, Encrypted

LOCAL_HEADER = struct.Struct("<4s5H3L2H")
CHUNK = 256 * 1024
KEEP = 256  # bytes of a chunk to look at again with the next one
ENCRYPTED_FLAG = 1


class Zipped:
    """The members of a zip file in memory, checked before any is unpacked.

    :raises Bomb: for too many members, sizes over the limits, members that share bytes
    :raises Damaged: for broken or twofold tables and names that leave the folder
    :raises Encrypted: if a member needs a password
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.data, self.limits = data, limits
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self.members = archive.infolist()
        except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, struct.error):
            raise Damaged() from None
        self.names = [member.filename for member in self.members]
        self._check_names()
        self._check_declared()
        self._check_places()

    def _check_names(self) -> None:
        if len(set(self.names)) != len(self.names):
            raise Damaged()
        for member in self.members:
            name = member.filename.replace("\\", "/")
            if name.startswith("/") or ":" in name or ".." in name.split("/"):
                raise Damaged()
            if member.flag_bits & ENCRYPTED_FLAG:
                raise Encrypted()

    def _check_declared(self) -> None:
        if len(self.members) > self.limits.members:
            raise Bomb()
        self._check_size(sum(member.file_size for member in self.members))

    def _check_size(self, unpacked: int) -> None:
        if unpacked > self.limits.unpacked_bytes or unpacked > self.limits.ratio * len(self.data):
            raise Bomb()

    def _check_places(self) -> None:
        end = 0
        for member in sorted(self.members, key=lambda member: member.header_offset):
            if member.header_offset < end:
                raise Bomb()  # members that share bytes: the way of quoted-overlap bombs
            end = self._data_start(member) + member.compress_size
            if end > len(self.data):
                raise Damaged()

    def _data_start(self, member: zipfile.ZipInfo) -> int:
        try:
            header = LOCAL_HEADER.unpack_from(self.data, member.header_offset)
        except struct.error:
            raise Damaged() from None
        if header[0] != b"PK\x03\x04" or header[3] != member.compress_type:
            raise Damaged()
        return int(member.header_offset + LOCAL_HEADER.size + header[9] + header[10])

    def chunks(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """The unpacked bytes in pieces, never more than the member declares."""
        start = self._data_start(member)
        packed = self.data[start : start + member.compress_size]
        seen, crc = 0, 0
        for chunk in inflated(packed, member.compress_type):
            seen, crc = seen + len(chunk), zlib.crc32(chunk, crc)
            if seen > member.file_size:
                raise Bomb()  # a forged size
            yield chunk
        if seen != member.file_size or crc != member.CRC:
            raise Damaged()


def inflated(packed: bytes, method: int) -> Iterator[bytes]:
    """Unpack stored or deflated bytes in bounded pieces.

    :raises Damaged: for any other method, or a broken stream
    """
    if method == zipfile.ZIP_STORED:
        yield from (packed[i : i + CHUNK] for i in range(0, len(packed), CHUNK))
        return
    if method != zipfile.ZIP_DEFLATED:
        raise Damaged()
    stream, rest = zlib.decompressobj(-15), packed
    try:
        while rest and not stream.eof:
            yield stream.decompress(rest, CHUNK)
            rest = stream.unconsumed_tail
        yield stream.flush()
    except zlib.error:
        raise Damaged() from None
