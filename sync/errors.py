"""The one exception of this engine: a stable code and parameters, never text."""

from collections.abc import Mapping


class SyncError(Exception):
    """A batch, receipt, stick or server is not as it must be.

    `code` is stable (`batch.truncated`); `environment` says that disk, stick or network is to blame, not the bytes.
    Parameters never hold personal data.
    """

    def __init__(self, code: str, *, environment: bool = False, **params: str | int) -> None:
        super().__init__(code, params)
        self.code = code
        self.environment = environment
        self.params: Mapping[str, str | int] = params
