"""Codes come back readable from the village: printed, photographed askew in bad light, and sent by chat."""

import pytest

from bench import paper_codes


@pytest.mark.parametrize("case", sorted(paper_codes.TEXTS))
def test_photographed_codes_are_read(case: str) -> None:
    assert paper_codes.photographed(paper_codes.TEXTS[case], 2) == 2


def test_the_photograph_is_a_bad_one() -> None:
    """Turned, dim on one side and of low quality: without that the test above would say nothing."""
    import cv2
    import numpy as np

    content = paper_codes.text(60, 0)
    seen = cv2.imdecode(np.frombuffer(paper_codes.photograph(content, 0), np.uint8), cv2.IMREAD_GRAYSCALE).astype(float)
    quarters = [half.mean() for part in np.array_split(seen, 2) for half in np.array_split(part, 2, axis=1)]
    assert max(quarters) - min(quarters) > 60
    assert len(paper_codes.photograph(content, 0)) < 200_000
    found, points = cv2.QRCodeDetectorAruco().detect(seen.astype(np.uint8))
    assert found
    (left, top), (right, level) = points.reshape(-1, 2)[:2]
    assert abs(abs(np.degrees(np.arctan2(level - top, right - left))) - 7) < 1.5
