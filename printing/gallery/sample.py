"""One paper of the gallery: its record, so that tests can look for all of it on the sheet, and how it is laid out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from printing.document import Document

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Sample:
    record: object
    build: Callable[[], Document]


def sample(layout: Callable[[R], Document], record: R) -> Sample:
    return Sample(record, lambda: layout(record))
