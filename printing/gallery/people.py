"""People and places that do not exist, with the rare characters that names have."""

from printing.document import Ink
from printing.layouts.common import Imprint

NAMES = ("欧阳喆堃", "王䶮", "刘㛃", "张𬱖", "𠮷三", "李秀英")
UYGHUR = "阿卜杜喀迪尔·阿卜杜热合曼·麦麦提吐尔逊"
ID_A, ID_B = "999999199001010016", "999999195511150029"
PHONE = "13800000000"
COUNTY, TOWNSHIP, VILLAGE = "示范县", "清溪镇", "红星村"
OFFICE = "清溪镇社会事务办"
HOTLINE = "0000-1234567"
IMPRINT = Imprint("1a2b3c4d" * 8, "VV1/D/0198F3C2/1A2B3C4D", "2026-11-22 10:00", "李芳（YZ001）")
WATERMARK = "李芳 YZ001 2026-11-22 10:00"
INK = Ink(
    300,
    120,
    (
        ((20, 60), (45, 30), (60, 20), (80, 55), (100, 80)),
        ((110, 40), (150, 50), (180, 60), (170, 90), (140, 100)),
        ((200, 25), (205, 60), (215, 100), (250, 80), (285, 40)),
    ),
)
