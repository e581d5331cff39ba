"""Triggers of keeping: what is promised of a room on a day is the sum of its bookings and fits beside what lies there.

The room's row is held by whoever books it or puts fruit into it, so that two of them never look at the same moment.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from lilian.base.append_only import append_only

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
LENGTH = {
    "sqlite": "CAST(julianday(NEW.ends_on) - julianday(NEW.starts_on) AS integer)",
    "postgresql": "(NEW.ends_on - NEW.starts_on)",
}
WITHOUT_DAYS = "(SELECT count(*) FROM keeping_roomday WHERE room_id = NEW.room_id AND {days}) <> {length}"
CHANGED = {
    "a booking stays what it was": """
        OLD.ended_at IS NOT NULL OR NEW.used_g < OLD.used_g OR NEW.room_id <> OLD.room_id
        OR NEW.request_id <> OLD.request_id OR NEW.organisation_id <> OLD.organisation_id
        OR NEW.weight_g <> OLD.weight_g OR NEW.starts_on <> OLD.starts_on OR NEW.ends_on <> OLD.ends_on""",
}
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
HELD_STILL = "PERFORM 1 FROM storage_room WHERE id = NEW.room_id FOR UPDATE;"


def filled(text: str, **said: str) -> str:
    return text.format(**{"days": ITS_DAYS, "stock": STOCK, "capacity": CAPACITY, **said})


def wrong_booking(vendor: str) -> dict[str, str]:
    """What is wrong with a new booking -> how it shows, after its days were counted."""
    return {
        "a booking has a row for each of its days": filled(WITHOUT_DAYS, length=LENGTH[vendor]),
        "the room is not large enough": filled(TOO_MUCH),
    }


WRONG_PUT_AWAY = {
    "more is put away than came": filled(BEYOND, load="arrival", table="arrival"),
    "more is put away than came unplanned": filled(BEYOND, load="unplanned", table="unplannedarrival"),
    "the room is promised to others": filled(TOO_MUCH, days="day >= NEW.day"),
}


def sqlite_refusals(wrong: dict[str, str]) -> str:
    return " ".join(f"SELECT RAISE(ABORT, 'keeping: {says}') WHERE {when};" for says, when in wrong.items())


def sqlite() -> list[str]:
    def trigger(name: str, when: str, body: str) -> str:
        return f"CREATE TRIGGER {name} {when} BEGIN {body} END"

    return [
        trigger(
            "keeping_booking_counts",
            "AFTER INSERT ON keeping_booking",
            f"{filled(BOOKED)} {sqlite_refusals(wrong_booking('sqlite'))}",
        ),
        trigger(
            "keeping_booking_changes", "BEFORE UPDATE ON keeping_booking", f"{sqlite_refusals(CHANGED)} {filled(LESS)}"
        ),
        trigger(
            "keeping_booking_stays",
            "BEFORE DELETE ON keeping_booking",
            sqlite_refusals({"a booking is ended, not deleted": "1"}),
        ),
        trigger("keeping_putaway_fits", "AFTER INSERT ON keeping_putaway", sqlite_refusals(WRONG_PUT_AWAY)),
    ]


def postgres_refusals(wrong: dict[str, str]) -> str:
    return " ".join(
        f"IF {when} THEN RAISE EXCEPTION 'keeping: {says}' USING ERRCODE = '23514'; END IF;"
        for says, when in wrong.items()
    )


def postgres() -> list[str]:
    def trigger(name: str, when: str, body: str) -> list[str]:
        return [
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$",
            f"CREATE TRIGGER {name} {when} FOR EACH ROW EXECUTE FUNCTION {name}()",
        ]

    return [
        *trigger(
            "keeping_booking_counts",
            "AFTER INSERT ON keeping_booking",
            f"{HELD_STILL} {filled(BOOKED)} {postgres_refusals(wrong_booking('postgresql'))} RETURN NULL;",
        ),
        *trigger(
            "keeping_booking_changes",
            "BEFORE UPDATE ON keeping_booking",
            f"{HELD_STILL} {postgres_refusals(CHANGED)} {filled(LESS)} RETURN NEW;",
        ),
        *trigger(
            "keeping_booking_stays",
            "BEFORE DELETE ON keeping_booking",
            postgres_refusals({"a booking is ended, not deleted": "true"}) + " RETURN OLD;",
        ),
        *trigger(
            "keeping_putaway_fits",
            "AFTER INSERT ON keeping_putaway",
            f"{HELD_STILL} {postgres_refusals(WRONG_PUT_AWAY)} RETURN NULL;",
        ),
    ]


TRIGGERS = {
    "keeping_booking_counts": "booking",
    "keeping_booking_changes": "booking",
    "keeping_booking_stays": "booking",
    "keeping_putaway_fits": "putaway",
}


def keep(schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in postgres() if schema_editor.connection.vendor == "postgresql" else sqlite():
        schema_editor.execute(statement, params=None)


def let_go(schema_editor: BaseDatabaseSchemaEditor) -> None:
    on_postgres = schema_editor.connection.vendor == "postgresql"
    for name, table in TRIGGERS.items():
        schema_editor.execute(f"DROP TRIGGER {name}" + (f" ON keeping_{table}" if on_postgres else ""))
        if on_postgres:
            schema_editor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    dependencies = [("keeping", "0001_rooms_kept_counted_booked")]

    operations = [
        *(append_only(f"keeping_{table}") for table in CLOSED),
        migrations.RunPython(lambda apps, editor: keep(editor), lambda apps, editor: let_go(editor)),
    ]
