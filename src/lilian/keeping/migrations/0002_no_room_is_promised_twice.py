"""Triggers of keeping: what is promised of a room on a day is the sum of its bookings and fits beside what lies there.

The room's row is held by whoever books it or puts fruit into it, so that two of them never look at the same moment.
"""

from django.db import migrations

from lilian.base.append_only import append_only
from lilian.base.triggers import Do, Refuse, Trigger, Wait, set_up

CLOSED = ("putaway", "countsheet", "countline", "liferule", "feeterms")

# What lies in the room: by the books where it is on them, else as last reported.
STOCK = """
(SELECT coalesce(CASE WHEN room.location_id IS NULL
    THEN (SELECT stock_g FROM storage_fillreport WHERE room_id = room.id ORDER BY at DESC, id DESC LIMIT 1)
    ELSE (SELECT sum(weight_g) FROM stock_balance WHERE location_id = room.location_id) END, 0)
 FROM storage_room AS room WHERE room.id = NEW.room_id)"""
CAPACITY = "(SELECT capacity_g FROM storage_room WHERE id = NEW.room_id)"
TOO_MUCH = """
EXISTS (SELECT 1 FROM keeping_roomday WHERE room_id = NEW.room_id AND {days} AND booked_g > 0
        AND booked_g + {stock} > {capacity})"""
ITS_DAYS = "day >= NEW.starts_on AND day < NEW.ends_on"
LENGTH_SQLITE = "CAST(julianday(NEW.ends_on) - julianday(NEW.starts_on) AS integer)"
LENGTH_POSTGRES = "(NEW.ends_on - NEW.starts_on)"
WITHOUT_DAYS = "(SELECT count(*) FROM keeping_roomday WHERE room_id = NEW.room_id AND {days}) <> {length}"
CHANGED = """
OLD.ended_at IS NOT NULL OR NEW.used_g < OLD.used_g OR NEW.room_id <> OLD.room_id
OR NEW.request_id <> OLD.request_id OR NEW.organisation_id <> OLD.organisation_id
OR NEW.weight_g <> OLD.weight_g OR NEW.starts_on <> OLD.starts_on OR NEW.ends_on <> OLD.ends_on"""
BEYOND = """
NEW.{load}_id IS NOT NULL AND
(SELECT sum(weight_g) FROM keeping_putaway AS put WHERE put.{load}_id = NEW.{load}_id
 AND NOT EXISTS (SELECT 1 FROM stock_entry AS back WHERE back.reverses_id = put.entry_id)) >
(SELECT weight_g FROM storage_{table} WHERE id = NEW.{load}_id)"""
BOOKED = """
UPDATE keeping_roomday SET booked_g = booked_g + NEW.weight_g - NEW.used_g WHERE room_id = NEW.room_id AND {days};"""
LESS = """
UPDATE keeping_roomday SET booked_g = booked_g - (OLD.weight_g - OLD.used_g)
    + CASE WHEN NEW.ended_at IS NULL THEN NEW.weight_g - NEW.used_g ELSE 0 END
WHERE room_id = NEW.room_id AND {days};"""
HELD_STILL = Wait("PERFORM 1 FROM storage_room WHERE id = NEW.room_id FOR UPDATE;")


def filled(text: str, **said: str) -> str:
    return text.format(**{"days": ITS_DAYS, "stock": STOCK, "capacity": CAPACITY, **said})


# After its days were counted.
BOOKING_FITS = (
    Refuse(
        "keeping: a booking has a row for each of its days",
        filled(WITHOUT_DAYS, length=LENGTH_SQLITE),
        filled(WITHOUT_DAYS, length=LENGTH_POSTGRES),
    ),
    Refuse("keeping: the room is not large enough", filled(TOO_MUCH)),
)
PUT_AWAY_FITS = (
    Refuse("keeping: more is put away than came", filled(BEYOND, load="arrival", table="arrival")),
    Refuse("keeping: more is put away than came unplanned", filled(BEYOND, load="unplanned", table="unplannedarrival")),
    Refuse("keeping: the room is promised to others", filled(TOO_MUCH, days="day >= NEW.day")),
)
TRIGGERS = (
    Trigger(
        "keeping_booking_counts", "keeping_booking", "AFTER INSERT", (HELD_STILL, Do(filled(BOOKED)), *BOOKING_FITS)
    ),
    Trigger(
        "keeping_booking_changes",
        "keeping_booking",
        "BEFORE UPDATE",
        (HELD_STILL, Refuse("keeping: a booking stays what it was", CHANGED), Do(filled(LESS))),
    ),
    Trigger(
        "keeping_booking_stays",
        "keeping_booking",
        "BEFORE DELETE",
        (Refuse("keeping: a booking is ended, not deleted"),),
    ),
    Trigger("keeping_putaway_fits", "keeping_putaway", "AFTER INSERT", (HELD_STILL, *PUT_AWAY_FITS)),
)


class Migration(migrations.Migration):
    dependencies = [("keeping", "0001_rooms_kept_counted_booked")]

    operations = [*(append_only(f"keeping_{table}") for table in CLOSED), set_up(TRIGGERS)]
