"""An amount in Chinese capitals, as it stands on receipts and cheques so that nobody adds a stroke.

After the rules for writing bills and vouchers of the People's Bank of China (正确填写票据和结算凭证的基本规定).
"""

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")
MOST_FEN = 10**18


def capital_yuan(fen: int) -> str:
    """`1409500` -> `壹万肆仟零玖拾伍元整`; `107000053` -> `壹佰零柒万元零伍角叁分`.

    :raises ValueError: if it is negative or as much as ten thousand million million yuan
    """
    if not 0 <= fen < MOST_FEN:
        raise ValueError("not an amount that is paid")
    yuan, jiao, last = fen // 100, fen // 10 % 10, fen % 10
    said = f"{_whole(yuan)}元" if yuan else ""
    if not jiao and not last:
        return f"{said or '零元'}整"
    needs_zero = bool(said) and (not jiao or yuan % 10 == 0)
    said += "零" if needs_zero else ""
    said += f"{DIGITS[jiao]}角" if jiao else ""
    return said + (f"{DIGITS[last]}分" if last else "整")


def _whole(number: int) -> str:
    """In groups of four places; a run of zeros inside is said once, at the end of a group not at all."""
    groups = [number // 10_000**place % 10_000 for place in range(len(GROUPS))]
    said, owes_zero = "", False
    for place in range(len(GROUPS) - 1, -1, -1):
        group = groups[place]
        if not group:
            owes_zero = bool(said)
            continue
        if said and (owes_zero or group < 1_000):
            said += "零"
        said, owes_zero = said + _group(group) + GROUPS[place], False
    return said


def _group(group: int) -> str:
    said, owes_zero = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if not digit:
            owes_zero = bool(said)
            continue
        said += ("零" if owes_zero else "") + DIGITS[digit] + PLACES[place]
        owes_zero = False
    return said
