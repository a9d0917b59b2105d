"""PDF pages as pictures: PDFium serves one thread at a time."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pypdfium2
import pytest

from printing import preview


def test_two_threads_never_have_a_document_open_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    open_now: list[int] = []
    most: list[int] = []
    beside = threading.Event()

    class Document:
        def __init__(self, _pdf: bytes) -> None:
            open_now.append(1)
            most.append(len(open_now))

        def __len__(self) -> int:
            beside.wait(0.05)  # time for the other thread to come in
            return 3

        def close(self) -> None:
            open_now.pop()

    monkeypatch.setattr(pypdfium2, "PdfDocument", Document)
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(preview.page_count, [b"", b"", b"", b""])) == [3] * 4
    assert most == [1] * 4


def test_what_cannot_be_opened_does_not_keep_others_out() -> None:
    for _ in range(2):
        with pytest.raises(preview.NotAPdf):
            preview.page_count(b"no PDF at all")
