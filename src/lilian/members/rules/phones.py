"""Phone numbers in E.164 form."""

import re
from functools import cache

import phonenumbers

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid

REGION, COUNTRY = "CN", "+86"


class PhoneWrong(Invalid):
    code = "members.phone_wrong"
    sentence = gettext_noop("电话号码“{phone}”不对。")
    remedy = gettext_noop("请填 11 位手机号，或带区号的座机号。")


def e164(phone: str) -> str:
    """`138 0000 8000` -> `+8613800008000`; empty stays empty.

    :raises PhoneWrong: if it is no possible number
    """
    if not phone.strip():
        return ""
    if mobile().fullmatch(phone):
        return COUNTRY + phone
    try:
        number = phonenumbers.parse(phone, REGION)
    except phonenumbers.NumberParseException:
        raise PhoneWrong(phone=phone) from None
    if not phonenumbers.is_valid_number(number):
        raise PhoneWrong(phone=phone)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@cache
def mobile() -> re.Pattern[str]:
    """Eleven bare digits that are a mobile number by the library's own table: most rows of a register, at a glance."""
    known = phonenumbers.PhoneMetadata.metadata_for_region(REGION)
    pattern = known.mobile.national_number_pattern if known and known.mobile else None
    return re.compile(pattern or "(?!)", re.ASCII)


def tail(phone: str) -> str:
    return phone[-4:]
