"""What can go wrong, by blame: a rule refused, the surroundings failed, or we have a bug.

An error carries a stable dotted code and parameters, never text; the sentence shown to people is looked up in
`villagevisit.wording` by that code. Anything that is neither `Refused` nor `EnvironmentFailed` is a bug.
"""

from collections.abc import Mapping
from functools import partial

Param = str | int | float | bool | None


class CodedError(Exception):
    """An error with a stable code (``roster.column-missing``) and parameters for its sentence."""

    def __init__(self, code: str, **params: Param) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: Mapping[str, Param] = params

    def __reduce__(self) -> tuple[partial["CodedError"], tuple[()]]:
        """So that it travels whole between processes."""
        return partial(type(self), self.code, **self.params), ()


class Refused(CodedError):
    """A rule or bad input said no; nothing was changed. Exit status 1."""


class EnvironmentFailed(CodedError):
    """Disk, lock, stick or network failed; what was saved before stays saved. Exit status 3."""
