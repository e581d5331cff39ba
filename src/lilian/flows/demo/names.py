"""Names of villages, firms and people that sound right and mean nobody."""

from random import Random

SURNAMES = "王李张刘陈杨冯任贺曹段薛郭梁高马赵武田宋侯白韩吕史孙许靳解闫"
GIVEN = "建国志强秀英海燕玉兰文军晓红永平春生爱花银锁贵明改莲保全翠萍瑞芳栓柱桂香俊峰雪梅铁牛小平丽娟"
SIDES = ("东", "西", "南", "北", "上", "下", "前", "后", "大", "小")
LANDFORMS = ("峁", "塬", "沟", "头", "庄", "峪", "坡", "洼", "圪垛", "岭", "湾", "崖")
FIRM_WORDS = (
    "梨乡",
    "塬上",
    "北纬",
    "吕梁山",
    "黄土情",
    "金梨",
    "晋西",
    "玉露",
    "香甜",
    "鲜果",
    "山里",
    "果满",
    "云丘",
)


def person_name(random: Random) -> str:
    """A name of two or three characters."""
    given = "".join(random.sample(GIVEN, random.choice((1, 2, 2, 2))))
    return random.choice(SURNAMES) + given


def village_names(random: Random, count: int) -> list[str]:
    """Names that differ."""
    every = [side + surname + land for side in SIDES for surname in SURNAMES[:12] for land in LANDFORMS]
    return random.sample(every, count)


def firm_names(random: Random, count: int, ending: str) -> list[str]:
    every = [first + second + ending for first in FIRM_WORDS for second in ("", *SURNAMES[:8])]
    return random.sample(every, count)
