"""What a case asks of the boards that its household hung on: the whole time, and somebody's photo (R-10; S-064)."""

from tests.domain.test_case_flow import HOME, S, Story, posted, surveyed
from villagevisit.domain.boards import Bar
from villagevisit.domain.case_flow import allows


def hung(proof: str = "1") -> Story:
    """The township's opinion, and a board of which no photo was taken yet."""
    return surveyed().has("case.opinion", source="v0", opinion="agree").board("initial", 7, proof=proof)


def test_without_a_photo_that_the_county_demands_publicity_is_never_over() -> None:
    """S-064: nothing passes without a board that hung its whole time, and somebody's photo of it."""
    story = hung()
    assert (story.step(), story.later(8).step()) == (S.PROOF, S.PROOF)
    assert not allows(story.case(), "case.confirmed", story.day)
    story.has("board.proved", "b1", outcome="other", photos=[])
    assert story.step() is S.PROOF, "sheets of another printing prove nothing"
    assert story.has("board.proved", "b1", outcome="unread", photos=[]).step() is S.DECISION
    early = hung().has("board.proved", "b1", outcome="same", photos=[])
    assert (early.step(), early.case().turns_on(early.day)) == (S.POSTED, "2026-12-03")
    assert (early.later(7).step(), early.later().step()) == (S.POSTED, S.DECISION)
    assert hung("").later(8).step() is S.DECISION, "where the county demands none"


def test_a_board_that_came_down_without_a_photo_hangs_anew() -> None:
    story = hung().later(8).has("board.down", "b1", reason="雨水冲坏")
    assert (story.step(), story.case().lost) == (S.PUBLICITY, Bar.UNPROVED)
    story.board("initial", 7, "b2", proof="1")
    assert (story.step(), story.case().lost) == (S.PROOF, None)
    cut = hung().has("board.proved", "b1", outcome="same", photos=[]).later(3).has("board.down", "b1", reason="误撕")
    assert (cut.step(), cut.case().lost) == (S.PUBLICITY, Bar.CUT_SHORT)


def test_the_board_after_an_objection_is_proved_too() -> None:
    story = posted().later(2).has("objection.received", "ob1").later()
    story.has("appraisal.closed", rows=[{"household": HOME, "result": "1"}])
    story.has("objection.settled", "ob1", conclusion="keep").board("reviewed", 3, "b2", proof="1")
    assert (story.step(), story.later(4).step()) == (S.SECOND_PROOF, S.SECOND_PROOF)
    assert story.has("board.proved", "b2", outcome="part", photos=[]).step() is S.DECISION
