"""What the server writes to its log: one JSON object a line, without personal data."""

import json
import logging


class _AsJson(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        message = record.getMessage()
        said = json.loads(message) if record.name.endswith(".access") else {"message": message}
        head = {"at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"), "level": record.levelname, "logger": record.name}
        return json.dumps(head | said, ensure_ascii=False)


def to_stderr() -> None:
    """Sends the server's log lines to standard error, where systemd collects them."""
    handler = logging.StreamHandler()
    handler.setFormatter(_AsJson())
    for name in ("sync.server", "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(logging.INFO if name == "sync.server" else logging.WARNING)
        logger.propagate = False
