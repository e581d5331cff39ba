"""The folder that `lilian plan province` reads: a file for each county, and one for the stores they share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from lilian.cli.language import Translate
from lilian.cli.storage_plan import MARKED_ENDING, CannotRead
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid, Refusal, untranslated
from lilian.planning import province, storage
from lilian.sheets.problems import Problem as CellProblem
from lilian.storage.papers import StoreNote
from lilian.storage.sheets import SHARED, PeakBook, PeakStore, read_peak, read_shared

T = TypeVar("T")
WORKBOOKS = (".xlsx", ".xls", ".xlsb", ".ods")
JSON = ".json"
SHARED_STEMS = (SHARED.sheet, "shared")


class NoFolder(Invalid):
    code = "cli.no_folder"
    sentence = gettext_noop("{path} 不是文件夹。")
    remedy = gettext_noop("请给出放着各县文件的文件夹。")


class NoSharedFile(Invalid):
    code = "cli.no_shared_file"
    sentence = gettext_noop("文件夹里没有共用库的文件 {names}。")
    remedy = gettext_noop("请放一个进去，写明每座共用库和可用它的县；没有共用库的，放一个内容为 [] 的 shared.json。")


class TwoSharedFiles(Invalid):
    code = "cli.two_shared_files"
    sentence = gettext_noop("文件夹里有几个共用库的文件：{names}。")
    remedy = gettext_noop("请只留一个。")


class InFile(Invalid):
    """What was refused, and in which file."""

    code = "cli.in_file"
    sentence = gettext_noop("文件 {name}：")

    def __init__(self, name: str, refusal: Refusal) -> None:
        super().__init__(name=name)
        self.refusal = refusal

    def parts(self, translate: Translate = untranslated) -> tuple[str, str]:
        wrong, remedy = self.refusal.parts(translate)
        return super().parts(translate)[0] + wrong, remedy


class FaultyRows(Invalid):
    """Rows at fault, by file."""

    code = "cli.faulty_rows"
    sentence = gettext_noop("一共 {count} 处问题，没有做方案。")
    remedy = gettext_noop("请改好后重来；lilian plan storage 能把一个县的问题标在表里。")

    def __init__(self, problems: list[tuple[str, CellProblem]]) -> None:
        super().__init__(count=len(problems))
        self.problems = problems


@dataclass(frozen=True)
class Folder:
    """`files` were read; `books` are the workbooks among the counties' files, by county; `shared_stores` those of a
    workbook, by code."""

    problem: province.Problem
    files: tuple[Path, ...]
    books: Mapping[str, PeakBook] = field(default_factory=dict)
    shared_stores: Mapping[str, PeakStore] = field(default_factory=dict)

    def store_notes(self, county: str) -> dict[str, StoreNote]:
        """What people call the stores that a county may use."""
        book = self.books.get(county)
        stores = {store.code: store for store in book.stores} if book else {}
        return {code: note_of(store) for code, store in (dict(self.shared_stores) | stores).items()}


def note_of(store: PeakStore) -> StoreNote:
    return StoreNote(store.name, store.town, store.capacity_g, store.stock_g, store.keeper)


def read_folder(path: Path) -> Folder:
    """
    :raises Refusal: (one of the above, of a file, of the planner) if a file is missing or bad, in words with its name
    """
    if not path.is_dir():
        raise NoFolder(path=path)
    files = sorted(each for each in path.iterdir() if is_ours(each))
    shared_file = the_shared(files)
    books: dict[str, PeakBook] = {}
    faulty: list[tuple[str, CellProblem]] = []
    counties = []
    for each in files:
        if each != shared_file and each.suffix == JSON:
            counties.append(named(each, partial(county_of, each)))
        elif each != shared_file:
            book = named(each, partial(read_peak, each))
            books[each.stem] = book
            faulty += [(each.name, problem) for problem in book.problems]
    stores, shared = shared_of(shared_file, faulty)
    if faulty:
        raise FaultyRows(faulty)
    for name, book in books.items():
        counties.append(province.County(name, named(path / name, book.problem)))
    counties.sort(key=lambda county: county.name)
    return Folder(province.Problem(tuple(counties), shared), tuple(files), books, stores)


def county_of(path: Path) -> province.County:
    return province.County(path.stem, storage.problem_from_json(path.read_bytes()))


def is_ours(path: Path) -> bool:
    """A county's file or that of the shared stores; not a lock file of Excel's, not a marked copy."""
    kind = path.suffix.lower()
    return (
        kind in (*WORKBOOKS, JSON) and not path.name.startswith((".", "~$")) and not path.name.endswith(MARKED_ENDING)
    )


def the_shared(files: list[Path]) -> Path:
    found = [path for path in files if path.stem in SHARED_STEMS]
    if not found:
        raise NoSharedFile(names=f"{SHARED_STEMS[0]}.xlsx / {SHARED_STEMS[1]}.json")
    if len(found) > 1:
        raise TwoSharedFiles(names=" / ".join(path.name for path in found))
    return found[0]


def shared_of(
    path: Path, faulty: list[tuple[str, CellProblem]]
) -> tuple[dict[str, PeakStore], tuple[province.SharedStore, ...]]:
    """The shared stores as the workbook names them ({} for JSON), and as the planner wants them."""
    if path.suffix == JSON:
        return {}, named(path, lambda: province.shared_from_json(path.read_bytes()))
    book = named(path, partial(read_shared, path))
    faulty += [(path.name, problem) for problem in book.problems]
    return {store.code: store for store in book.stores}, book.shared()


def named(path: Path, read: Callable[[], T]) -> T:
    """What `read` gives; what it refuses, with the file's name in front."""
    try:
        return read()
    except Refusal as refusal:
        raise InFile(path.name, refusal) from refusal
    except OSError:
        raise CannotRead(path=path) from None
