"""Figures of packing as people read them."""


def grams(milligrams: int) -> str:
    """`3_333` -> `3.3`."""
    sign = "-" if milligrams < 0 else ""
    return f"{sign}{abs(milligrams) // 1000}.{abs(milligrams) % 1000 // 100}"


def per_cent(ppm: int) -> str:
    """`1_333` millionths -> `0.13%`."""
    sign = "-" if ppm < 0 else ""
    return f"{sign}{abs(ppm) // 10_000}.{abs(ppm) % 10_000 // 100:02d}%"


def signed(weight_g: int) -> str:
    """`10` -> `+10`; a real minus sign below zero."""
    return f"{weight_g:+,}".replace("-", "−")


def net_words(weight_g: int) -> str:
    """As a label says it: `2.5 kg`, below a kilogram `500 g`."""
    if weight_g < 1000:
        return f"{weight_g} g"
    return f"{weight_g // 1000}.{weight_g % 1000:03d}".rstrip("0").rstrip(".") + " kg"
