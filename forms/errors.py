"""What can go wrong with a form, as a stable code and parameters; the sentence is looked up elsewhere."""

from collections.abc import Mapping


class FormError(Exception):
    """A form that cannot be loaded or an action it does not allow.

    `code` is stable and dotted (``form.cycle``); `params` locate it: `where` (a reference, an element with its line,
    or sheet, row and column) and whatever the sentence for the code needs. Answers never stand in `params`.
    """

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: Mapping[str, str | int] = {"where": "", **params}
