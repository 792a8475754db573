"""How the Word draft is set: page, styles and typefaces.

Source: GB/T 9704—2012 《党政机关公文格式》: A4, title 22 pt, headings 黑体 and text 仿宋 16 pt, two
characters of indent; the tables are smaller so that they fit the page.
"""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

TITLE, HEADING, TEXT, CELL = "年报标题", "Heading 1", "年报正文", "年报表格"
SIGNATURE, HINT = "年报落款", "填写提示"

_TITLE_FACE, _HEADING_FACE, _TEXT_FACE, _LATIN = (
    "方正小标宋简体", "黑体", "仿宋_GB2312", "Times New Roman",
)  # fmt: skip
_INSTEAD = {_TITLE_FACE: "宋体", _HEADING_FACE: "SimHei", _TEXT_FACE: "仿宋"}
"""What Word takes on computers that lack the typeface."""

_LINE = Pt(28)
_HINT_COLOUR = RGBColor(0x1F, 0x5F, 0xA8)


def official(document: Document) -> Document:
    """Gives an empty document the page, the styles and the typefaces of official papers."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.6)
    page.top_margin, page.bottom_margin = Cm(3), Cm(2.8)
    _face(document.styles["Normal"], _TEXT_FACE, 16)
    document.styles["Normal"].paragraph_format.space_after = Pt(0)
    title = _style(document, TITLE, _TITLE_FACE, 22)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = _LINE
    title.paragraph_format.line_spacing = Pt(34)
    for name, face in ((TEXT, _TEXT_FACE), (HEADING, _HEADING_FACE)):
        text = _style(document, name, face, 16)
        text.paragraph_format.first_line_indent = Pt(32)
        text.paragraph_format.line_spacing = _LINE
        text.paragraph_format.space_before = Pt(0 if name == TEXT else 12)
    signature = _style(document, SIGNATURE, _TEXT_FACE, 16)
    signature.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    signature.paragraph_format.line_spacing = _LINE
    cell = _style(document, CELL, _TEXT_FACE, 9)
    cell.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    cell.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    hint = document.styles.add_style(HINT, WD_STYLE_TYPE.CHARACTER)
    hint.font.color.rgb = _HINT_COLOUR
    _name_substitutes(document)
    document.styles.element.find(f".//{qn('w:lang')}").set(qn("w:eastAsia"), "zh-CN")
    properties = document.core_properties
    properties.author = properties.comments = ""
    return document


def _style(document: Document, name: str, face: str, size: int) -> ParagraphStyle:
    styles = document.styles
    style: ParagraphStyle = (
        styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    )
    style.base_style = styles["Normal"]
    _face(style, face, size)
    return style


def _face(style: CharacterStyle, face: str, size: int) -> None:
    font = style.font
    font.name, font.size, font.bold = _LATIN, Pt(size), False
    font.color.rgb = RGBColor(0, 0, 0)
    faces = style.element.rPr.rFonts
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        # A theme's typeface would win over the one named here.
        faces.attrib.pop(qn(f"w:{kind}Theme"), None)
    faces.attrib.pop(qn("w:cstheme"), None)
    faces.set(qn("w:eastAsia"), face)


def _name_substitutes(document: Document) -> None:
    listed = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{other}"/></w:font>'
        for face, other in _INSTEAD.items()
    )
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    part._blob = f"<w:fonts {nsdecls('w')}>{listed}</w:fonts>".encode()
