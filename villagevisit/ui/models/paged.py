"""A list of any length of which only the pages that are looked at are in memory."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

PAGE = 32
"""About two windows full: a page is read within the frame that first shows one of its rows."""
_KEEP = 96


class Paged(Generic[T]):
    """Reads `fetch(offset, limit)` page by page; the least recently used of 96 pages is forgotten."""

    def __init__(self, fetch: Callable[[int, int], list[T]], size: int) -> None:
        self._fetch = fetch
        self._pages: OrderedDict[int, list[T]] = OrderedDict()
        self.size = size

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, row: int) -> T | None:
        """The row, or None when the store has fewer rows by now."""
        number, place = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._fetch(number * PAGE, PAGE)
            self._pages[number] = page
            if len(self._pages) > _KEEP:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page[place] if place < len(page) else None
