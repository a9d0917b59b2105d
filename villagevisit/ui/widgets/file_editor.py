"""A recording, a film or any other file, kept with the answers as it is."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout

from forms import Node
from villagevisit.ui.kit import parts, theme
from villagevisit.ui.widgets.editor import Editor, Host
from villagevisit.ui.widgets.flow import Flow
from villagevisit.ui.widgets.form_files import ENDINGS
from villagevisit.ui.widgets.remark import Remark
from villagevisit.wording import t


class FileEditor(Editor):
    """`mediatype` as the form writes it: audio/*, video/*, anything else is any file."""

    def __init__(self, host: Host, ref: str, mediatype: str) -> None:
        super().__init__(host)
        self._ref = ref
        self._kind = mediatype.partition("/")[0]
        self.setAcceptDrops(True)
        self.take = parts.with_icon(parts.plain(self._words(), self._choose), "folder")
        self.drop = parts.quiet(t("visit_page.remove_file"), self.clear)
        self._said = Remark("muted", "")
        self.setFocusProxy(self.take)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.now().u // 2)
        box.addWidget(Flow(self.take, self.drop))
        box.addWidget(self._said)

    def show_node(self, node: Node) -> None:
        self.readonly = node.readonly
        self.take.setEnabled(not node.readonly)
        self.take.setAccessibleDescription(node.label)
        self.drop.setVisible(bool(node.value) and not node.readonly)
        data = self.host.stored(node.value) if node.value else None
        if data is not None:
            kb = max(1, len(data) // 1024)
            self._said.say("done", t("visit_page.file_stored", name=node.value, kb=kb))
        else:
            self._said.say("muted", t("visit_page.file_missing") if node.value else t("visit_page.file_hint"))

    def _words(self) -> str:
        if self._kind == "audio":
            return t("visit_page.choose_audio")
        return t("visit_page.choose_video") if self._kind == "video" else t("visit_page.choose_file")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and not self.readonly:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and not self.readonly:
            self._store(paths[0])

    def _choose(self) -> None:
        kinds = " ".join(f"*.{ending}" for ending in ENDINGS.get(self._kind, ()))
        path = self.host.pictures.file(self._words(), f"{t('visit_page.files')} ({kinds or '*'})")
        if path is not None:
            self._store(path)

    def _store(self, path: Path) -> None:
        self._said.say("muted", t("visit_page.file_storing"))
        self.host.attach(self._ref, path, "file")
