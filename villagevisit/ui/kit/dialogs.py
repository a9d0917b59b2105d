"""Asking a question that needs an answer now."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from villagevisit.ui.kit import parts, theme
from villagevisit.wording import t


def ask(parent: QWidget | None, title: str, text: str, yes: str) -> bool:
    """Whether the person pressed `yes`. The safe answer has the focus; Esc is the safe answer."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    u = theme.now().u
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(3 * u, 2 * u, 3 * u, 2 * u)
    layout.setSpacing(u)
    layout.addWidget(parts.heading(title))
    words = parts.body(text)
    words.setMinimumWidth(36 * u)
    layout.addWidget(words)
    buttons = QHBoxLayout()
    buttons.addStretch(1)
    safe = parts.plain(t("common.cancel"), dialog.reject)
    buttons.addWidget(safe)
    buttons.addWidget(parts.primary(yes, dialog.accept))
    layout.addLayout(buttons)
    safe.setFocus()
    answer = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return answer


def show_help(parent: QWidget | None, title: str, text: str) -> None:
    """What F1 says about the page, and the keys that work everywhere."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(t("ui.help"))
    u = theme.now().u
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(3 * u, 2 * u, 3 * u, 2 * u)
    layout.setSpacing(u)
    layout.addWidget(parts.heading(title or t("ui.help")))
    for words in (text, t("ui.keys")):
        if words:
            paragraph = parts.body(words)
            paragraph.setMinimumWidth(40 * u)
            layout.addWidget(paragraph)
    close = parts.primary(t("common.close"), dialog.accept)
    buttons = QHBoxLayout()
    buttons.addStretch(1)
    buttons.addWidget(close)
    layout.addLayout(buttons)
    close.setFocus()
    dialog.exec()
    dialog.deleteLater()
