"""The style sheet, made from twelve colours and three lengths."""

from collections.abc import Mapping
from string import Template

_SHEET = Template("""
* { color: $ink; }
QWidget { font-size: ${body}px; }
QMainWindow, QDialog, QScrollArea, QStackedWidget, QWidget[part="page"] { background: $paper; }
QScrollArea, QAbstractScrollArea { border: none; }
QWidget[part="side"], QWidget[part="bar"], QWidget[part="side"] QScrollArea { background: $surface; }
QWidget[part="overlay"] { background: $paper; border: 1px solid $line; border-radius: ${r}px; }
QToolTip { background: $surface; color: $ink; border: 1px solid $line; padding: ${h}px; }

QLabel { background: transparent; }
QLabel[part="title"] { font-size: ${title}px; font-weight: 500; }
QLabel[part="heading"] { font-size: ${heading}px; font-weight: 500; }
QLabel[part="strong"] { font-weight: 500; }
QLabel[part="muted"] { color: $muted; }
QLabel[kind="wait"] { color: $waiting; }
QLabel[kind="refused"] { color: $refused; }
QLabel[kind="done"] { color: $finished; }
QLabel[kind="muted"] { color: $muted; }
QLabel[kind="next"] { color: $accent; }
QFrame[part="line"] { background: $line; border: none; min-height: 1px; max-height: 1px; }
QFrame[part="rule"] { background: $line; border: none; min-width: 1px; max-width: 1px; }

QPushButton { min-height: ${inner}px; padding: 0 ${two}px; border: 2px solid $line; border-radius: ${r}px;
  background: $paper; }
QPushButton:hover { background: $surface; }
QPushButton:pressed, QPushButton:checked { background: $select; }
QPushButton:focus { border-color: $focus; }
QPushButton:disabled { color: $muted; background: $surface; border-color: $surface; }
QPushButton[part="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 500; }
QPushButton[part="primary"]:hover { background: $accent; border-color: $ink; }
QPushButton[part="primary"]:focus { border: 2px solid $paper; outline: none; }
QPushButton[part="primary"]:disabled { background: $surface; color: $muted; border-color: $line; }
QPushButton[part="quiet"] { border-color: transparent; background: transparent; color: $accent; padding: 0 ${u}px; }
QPushButton[part="quiet"]:hover { background: $surface; }
QPushButton[part="quiet"]:focus { border-color: $focus; }
QPushButton[part="quiet"]:disabled { color: $muted; }
QPushButton[part="nav"] { border-color: transparent; background: transparent; text-align: left; padding: 0 ${u}px; }
QPushButton[part="nav"]:hover { background: $select; }
QPushButton[part="nav"]:checked { background: $paper; color: $accent; font-weight: 500; }
QPushButton[part="nav"]:focus { border-color: $focus; }
QPushButton[part="key"] { padding: 0; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[part="tab"] { border: 2px solid transparent; border-radius: ${r}px; background: transparent;
  padding: 0 ${u}px; min-width: ${two}px; }
QPushButton[part="tab"]:hover { background: $surface; }
QPushButton[part="tab"]:checked { background: $select; color: $accent; font-weight: 500; }
QPushButton[part="tab"]:focus { border-color: $focus; }
QPushButton[part="tile"] { text-align: left; padding: ${h}px ${two}px; min-height: ${lines}px; }
QPushButton[part="tile"]:checked { border-color: $accent; background: $select; font-weight: 500; }
QPushButton[part="tile"]:focus { border-color: $focus; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox { min-height: ${inner}px; padding: 0 ${u}px;
  border: 2px solid $line; border-radius: ${r}px; background: $paper; selection-background-color: $select;
  selection-color: $ink; }
QPlainTextEdit, QTextEdit { padding: ${h}px ${u}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
  border-color: $focus; }
QLineEdit:disabled, QComboBox:disabled, QLineEdit:read-only { background: $surface; color: $muted; }
QLineEdit[kind="refused"] { border-color: $refused; }
QLineEdit[part="cell"] { min-height: 0; border-radius: 0; }
QComboBox::drop-down { border: none; width: ${three}px; }
QComboBox::down-arrow { width: 0; height: 0; }
QComboBox QAbstractItemView { background: $paper; border: 1px solid $line; selection-background-color: $select;
  selection-color: $ink; outline: none; }
QComboBox QAbstractItemView::item { min-height: ${inner}px; padding: 0 ${u}px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; }

QCheckBox, QRadioButton { spacing: ${u}px; min-height: ${inner}px; padding: 0 ${h}px; border: 2px solid transparent;
  border-radius: ${r}px; background: transparent; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox::indicator, QRadioButton::indicator { width: ${box}px; height: ${box}px; border: 2px solid $muted;
  background: $paper; }
QCheckBox::indicator { border-radius: 3px; }
QRadioButton::indicator { border-radius: ${half_box}px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QRadioButton::indicator:checked { background: $paper; border: ${dot}px solid $accent; }
QRadioButton::indicator { width: ${radio}px; height: ${radio}px; }
QRadioButton::indicator:checked { width: ${radio_in}px; height: ${radio_in}px; }

QListView, QTableView, QTreeView { background: $paper; alternate-background-color: $surface; border: none;
  selection-background-color: $select; selection-color: $ink; gridline-color: $line; outline: none; }
QListView:focus, QTableView:focus, QTreeView:focus { outline: none; }
QListView::item { padding: 0 ${u}px; }
QListView::item:selected { background: $select; color: $ink; }
QListView[ring="true"], QTableView[ring="true"], QTreeView[ring="true"] { border: 2px solid transparent;
  border-radius: ${r}px; }
QListView[ring="true"]:focus, QTableView[ring="true"]:focus, QTreeView[ring="true"]:focus { border-color: $focus; }
QTableView::item { padding: 0 ${u}px; border: none; border-bottom: 1px solid $line; }
QTableView::item:selected { background: $select; color: $ink; }
QHeaderView { background: $paper; border: none; }
QHeaderView::section { background: $paper; color: $muted; border: none; border-bottom: 1px solid $line;
  padding: ${h}px ${u}px; font-weight: 400; }
QTableCornerButton::section { background: $paper; border: none; }

QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: ${bar}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${bar}px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 40px; }
QScrollBar::handle:horizontal { min-width: 40px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { border: 1px solid $line; background: $surface; min-height: 8px; max-height: 8px; border-radius: 4px;
  color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QProgressBar[kind="done"]::chunk { background: $finished; }
QSplitter::handle { background: $line; }
QMenu { background: $paper; border: 1px solid $line; padding: ${h}px 0; }
QMenu::item { padding: ${h}px ${two}px; min-height: ${two}px; }
QMenu::item:selected { background: $select; }
QCalendarWidget QWidget { alternate-background-color: $surface; }
""")


def stylesheet(colours: Mapping[str, str], body: int, u: int, touch: int, tick: str = "") -> str:
    """The whole application's style. Lengths are logical pixels; `touch` is the height of a button."""
    sheet = _SHEET.substitute(
        colours,
        body=body, heading=round(body * 1.2), title=round(body * 1.5), u=u, h=u // 2, two=2 * u, three=3 * u,
        r=u // 3, inner=touch - 4, box=round(body * 1.2), half_box=round(body * 0.6) + 2, bar=max(12, u), tick=tick,
        lines=round(body * 3.1),
        dot=round(body * 0.4), radio=round(body * 1.2), radio_in=round(body * 1.2) + 4 - 2 * round(body * 0.4),
    )  # fmt: skip
    return sheet if tick else sheet.replace('image: url("");', "")
