from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.subject import Subject


@rule(
    id="T3-INT",
    severity=Severity.ERROR,
    basis="国办公开办函〔2021〕30号、〔2019〕60号附件表样：表三、表四各格填写件数",
    message="{cell}填的是“{text}”，件数只能是 0 或正整数。",
    fix="请改为阿拉伯数字的件数，没有发生的填 0。",
)
def t3_int(subject: Subject) -> Iterator[Hit]:
    """表三、表四各格为 0 或正整数

    为什么：申请、复议、诉讼都按件统计，不会有小数和负数，写成文字则无法相加。
    错例：“（一）予以公开”填 -1；“结果维持”填“两件”
    对例：“（一）予以公开”填 1；“结果维持”填 2
    改法：查台账后填阿拉伯数字的件数。
    """
    for table in ("applications", "reviews"):
        for cell in subject.readable_cells(table):
            if cell.is_blank or (cell.value is not None and cell.value >= 0 and not cell.value % 1):
                continue
            yield Hit(
                params={"cell": subject.form.cell_label(cell.name), "text": cell.text.strip()},
                cells=(cell.name,),
                found=cell.text.strip(),
            )
