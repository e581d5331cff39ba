"""What must hold between the tables of keeping; `lilian verify` looks at all of it."""

from collections.abc import Callable, Iterator

from django.db import connection

Progress = Callable[[int], None]

# A put-away says what its entry did: so many grams of that lot came to the room's location.
UNLIKE = """
SELECT put.id FROM keeping_putaway AS put JOIN storage_room AS room ON room.id = put.room_id
WHERE NOT EXISTS (
    SELECT 1 FROM stock_line AS line WHERE line.entry_id = put.entry_id AND line.lot_id = put.lot_id
    AND line.location_id = room.location_id AND line.weight_g = put.weight_g) ORDER BY put.id
"""
# A count's differences are its entry's lines.
UNPOSTED = """
SELECT line.id FROM keeping_countline AS line JOIN keeping_countsheet AS sheet ON sheet.id = line.sheet_id
JOIN storage_room AS room ON room.id = sheet.room_id
WHERE line.found_g <> line.book_g AND line.found_g - line.book_g <> coalesce((
    SELECT sum(posted.weight_g) FROM stock_line AS posted WHERE posted.entry_id = sheet.entry_id
    AND posted.lot_id = line.lot_id AND posted.location_id = room.location_id), 0) ORDER BY line.id
"""
# What is promised of a room on a day is the sum of its bookings.
UNEVEN = """
SELECT day.room_id, day.day FROM keeping_roomday AS day WHERE day.booked_g <> coalesce((
    SELECT sum(weight_g - used_g) FROM keeping_booking AS booking WHERE booking.room_id = day.room_id
    AND booking.ended_at IS NULL AND booking.starts_on <= day.day AND day.day < booking.ends_on), 0)
ORDER BY day.room_id, day.day
"""
# No room is promised beyond what it is declared to hold.
OVERBOOKED = """
SELECT day.room_id, day.day FROM keeping_roomday AS day JOIN storage_room AS room ON room.id = day.room_id
WHERE day.booked_g > room.capacity_g ORDER BY day.room_id, day.day
"""


def _rows(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def put_away_faults(progress: Progress) -> Iterator[str]:
    yield from (f"put-away {pk}: not what its entry did" for (pk,) in _rows(UNLIKE))
    yield from (f"count line {pk}: its difference is not posted" for (pk,) in _rows(UNPOSTED))
    progress(1)


def booking_faults(progress: Progress) -> Iterator[str]:
    yield from (f"room {room} on {day}: not promised what its bookings say" for room, day in _rows(UNEVEN))
    yield from (f"room {room} on {day}: more is promised than it holds" for room, day in _rows(OVERBOOKED))
    progress(1)
