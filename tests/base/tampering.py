"""Changes made behind the program's back."""

from django.db import connection


def tamper(sql: str) -> None:
    """Change the chain as someone with the database password would: triggers off, edit."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER base_auditevent_no_UPDATE")
            cursor.execute("DROP TRIGGER base_auditevent_no_DELETE")
        else:
            cursor.execute("DROP TRIGGER base_auditevent_append_only ON base_auditevent")
        cursor.execute(sql)
