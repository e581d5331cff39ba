"""Valid codes and phones that belong to nobody by intent."""

from stdnum.cn import uscc

DIVISION = "141031"
ENTITY = {"行业部门": "11", "村": "54", "合作社": "93", "网店": "92", "服务站": "92"}
FIRM = "91"


def credit_code(kind: str, number: int) -> str:
    """A unified social credit code with a right check digit; its body says it is a demo."""
    body = f"{ENTITY.get(kind, FIRM)}{DIVISION}DEM0{number:05d}"
    return body + str(uscc.calc_check_digit(body))


def phone(number: int) -> str:
    """`13800000001` and on: the numbers people write in examples."""
    return f"1380000{number:04d}"
