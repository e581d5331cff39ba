"""What is asked: counties, each with its own peak-season problem, and stores on their borders that several use."""

from collections import Counter
from dataclasses import dataclass, replace

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.kernel.sentences import Word
from lilian.planning import storage
from lilian.planning.storage.problem import check_once, check_store


class UnknownCounty(Invalid):
    code = "planning.unknown_county"
    sentence = gettext_noop("共用库 {store} 写了县“{county}”，但没有这个县的数据。")
    remedy = gettext_noop("县名就是数据文件的文件名，请照着写；这里有：{known}。")


class NobodysStore(Invalid):
    code = "planning.nobodys_store"
    sentence = gettext_noop("共用库 {store} 没有写哪些县可以用。")
    remedy = gettext_noop("请在“可用县”里写上至少一个县。")


class StoreNamedTwice(Invalid):
    code = "planning.store_named_twice"
    sentence = gettext_noop("恒温库编号 {store} 在县“{county}”自己的库里和共用库里都有。")
    remedy = gettext_noop("请给两座库不同的编号；同一座库只写在一处。")


class NoCounty(Invalid):
    code = "planning.no_county"
    sentence = gettext_noop("没有一个县的数据。")


@dataclass(frozen=True)
class County:
    """A county and its own question: its lots, its own stores, its terms, its people's decisions."""

    name: str
    problem: storage.Problem


@dataclass(frozen=True)
class SharedStore:
    """A store that the named counties may use; `free_g` and `intake_g_per_day` hold for all of them together."""

    store: storage.Store
    counties: tuple[str, ...]


@dataclass(frozen=True)
class Problem:
    """A province. Weights in grams, money in fen.

    :raises Invalid: (a subclass above, or of the storage problem) if a name is repeated or unknown
    """

    counties: tuple[County, ...]
    shared: tuple[SharedStore, ...] = ()

    def __post_init__(self) -> None:
        if not self.counties:
            raise NoCounty()
        check_once(Word("县"), (county.name for county in self.counties))
        check_once(Word("恒温库"), (shared.store.code for shared in self.shared))
        for shared in self.shared:
            check_shared(shared, {county.name: county for county in self.counties})


def check_shared(shared: SharedStore, counties: dict[str, County]) -> None:
    check_store(shared.store, 0)
    code = shared.store.code
    if not shared.counties:
        raise NobodysStore(store=code)
    for name, times in Counter(shared.counties).items():
        if name not in counties:
            raise UnknownCounty(store=code, county=name, known="、".join(counties))
        if code in {store.code for store in counties[name].problem.stores}:
            raise StoreNamedTwice(store=code, county=name)
        check_once(Word("县"), [name] * times)


def usable(problem: Problem, county: str) -> list[int]:
    """The shared stores that a county may use, by their place in the problem."""
    return [place for place, shared in enumerate(problem.shared) if county in shared.counties]


def extended(problem: Problem, county: County) -> storage.Problem:
    """The county's question as if the shared stores it may use were all its own; they stand behind its own."""
    guests = (problem.shared[place].store for place in usable(problem, county.name))
    return replace(county.problem, stores=(*county.problem.stores, *guests))


def granted(problem: Problem, county: County, by_day_g: dict[str, tuple[int, ...]]) -> storage.Problem:
    """The county's question when each shared store is its own as far as it was granted: grams per day of the county's
    plan, by the store's code."""
    guests = []
    for place in usable(problem, county.name):
        store = problem.shared[place].store
        given = by_day_g[store.code]
        guests.append(replace(store, free_g=sum(given), intake_g_per_day=max(given), intake_g_by_day=given))
    return replace(county.problem, stores=(*county.problem.stores, *guests))
