"""Files of every kind become plain text, or are refused in one clear line."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.formats import KINDS, Document, UnreadableFile, read_bytes, read_file
from knowledge.transcript import read_interview
from tests.knowledge.files import docx_of, pdf_of, with_part

TEXT = "专访张三\n\n记者：今年有哪些做法？\n张三：一是高度重视，二是综合治理，我们的工作有了很大的进步。\n"
PAGE = (
    "<html><head><title>专访张三_某报</title><style>p{margin:0}</style></head><body>"
    "<ul><li><a href='/'>首页</a></li></ul><div class='x'><h1>专访张三</h1>"
    "<p><strong>记者：</strong>今年有哪些做法？</p><p><b>张三：</b>一是高度重视。<br>二是综合治理。</p>"
    "<p>MORE</p></div><footer>版权所有</footer></body></html>"
)


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_bytes(name, data)
    said = str(refused.value)
    assert said.startswith(f"{name}：")
    assert "\n" not in said
    return said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
def test_a_text_file_is_its_text_exactly(encoding: str) -> None:
    data = TEXT.encode(encoding)
    if encoding == "utf-16-be":
        data = b"\xfe\xff" + data
    assert read_bytes("a.txt", data) == Document(TEXT)


def test_line_ends_of_other_systems_become_newlines() -> None:
    assert read_bytes("a.txt", b"a\r\nb\rc\n").text == "a\nb\nc\n"


def test_traditional_text_in_big5_is_read() -> None:
    text = "記者：請問今年有什麼新的做法？我們在學校裡說的都是大家關心的事情，這是一個很好的開始。" * 3
    assert read_bytes("a.txt", text.encode("big5")).text == text


def test_markdown_loses_its_markup_and_keeps_labels_and_headings() -> None:
    document = read_bytes(
        "a.md",
        "# 专访\n\n![图](x.png)\n**记者：**你看[这里][1]吗？\n\n### 问：好吗？###\n\n> 引文\n\n**整行加粗**\n\n---\n\n[1]:http://a.b\n".encode(),
    )
    assert document.text == "专访\n记者：你看这里吗？\n问：好吗？\n引文\n整行加粗\n———"
    assert document.title == "专访"
    found = {(mark.kind, mark.span.of(document.text)) for mark in document.marks}
    assert found == {("heading", "专访"), ("heading", "问：好吗？"), ("quote", "引文"), ("bold", "整行加粗")}


def test_a_saved_news_page_gives_its_main_text_only() -> None:
    document = read_bytes("a.html", PAGE.replace("MORE", "我们的工作有了很大的进步。" * 30).encode())
    assert document.text.startswith("专访张三\n记者：今年有哪些做法？\n张三：一是高度重视。\n二是综合治理。\n")
    assert document.title == "专访张三"
    assert "首页" not in document.text
    assert "版权" not in document.text


def test_a_page_in_gb2312_is_read_by_its_own_word() -> None:
    page = "<meta charset=gb2312>" + PAGE.replace("MORE", "我们的工作有了很大的进步。" * 30)
    assert "综合治理" in read_bytes("a.htm", page.encode("gb18030")).text


def test_a_word_file_gives_paragraphs_bold_labels_and_headings() -> None:
    document = read_bytes(
        "a.docx", docx_of([("#", "专访张三"), ("记者：", "好吗？"), ("张三：", "一切都好。"), ("整行", "")])
    )
    assert document.text == "专访张三\n记者：好吗？\n张三：一切都好。\n整行"
    assert {(mark.kind, mark.span.of(document.text)) for mark in document.marks} >= {
        ("heading", "专访张三"),
        ("bold", "整行"),
    }


def test_a_text_pdf_gives_paragraphs_without_page_numbers() -> None:
    first = [
        "专访市禁毒办主任张三",
        "记者：今年全市的禁毒工作有哪些新的做法和新的举措呢？",
        "张三：今年我们在全市开展了禁毒宣传教育活动，走进了学校和",
    ]
    second = ["社区，受到了大家的欢迎。", "记者：明年呢？", "张三：继续做下去。", "2"]
    document = read_bytes("a.pdf", pdf_of([[*first, "1"], second]))
    assert "走进了学校和社区，受到了大家的欢迎。" in document.text
    pairs = read_interview("a", "", document.text).pairs
    assert [(pair.official.name, pair.answer[-5:]) for pair in pairs] == [
        ("张三", "家的欢迎。"),
        ("张三", "续做下去。"),
    ]


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("data", [b"", b"  \n\t ", b"\x00" * 64, bytes(range(256)) * 8])
def test_empty_and_binary_files_are_refused(kind: str, data: bytes) -> None:
    refusal(f"a{kind}", data)


def test_an_unknown_kind_is_refused_and_the_known_ones_are_named() -> None:
    assert ".docx" in refusal("a.xls", b"abc")


def test_an_old_or_encrypted_word_file_is_refused() -> None:
    assert ".doc" in refusal("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)


def test_a_damaged_word_file_is_refused() -> None:
    whole = docx_of([("记者：", "好吗？")])
    refusal("a.docx", whole[: len(whole) // 2])
    refusal("a.docx", with_part(whole, "word/document.xml", b"<w:document"))
    refusal("a.docx", b"PK\x03\x04" + b"junk" * 50)


def test_a_word_file_with_entities_or_a_bomb_is_refused() -> None:
    whole = docx_of([("记者：", "好吗？")])
    laughs = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    assert "实体" in refusal("a.docx", with_part(whole, "word/document.xml", laughs))
    assert "MB" in refusal("a.docx", with_part(whole, "word/document.xml", b"<a>" + b" " * 60_000_000 + b"</a>"))


def test_a_pdf_without_text_is_called_a_scan() -> None:
    assert "扫描" in refusal("a.pdf", pdf_of([[]]))


def test_a_damaged_pdf_is_refused() -> None:
    whole = pdf_of([["张三：好"]])
    refusal("a.pdf", b"%PDF-1.4\n" + b"junk" * 99)
    refusal("a.pdf", whole.replace(b"/Kids", b"/Kode"))


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableFile, match="200 MB"):
            read_file(path)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "no.txt", tmp_path):
        with pytest.raises(UnreadableFile) as refused:
            read_file(path)
        assert str(path) in str(refused.value)


def test_a_page_nested_deeper_than_any_report_is_refused() -> None:
    assert "嵌套" in refusal("a.html", ("<div>" * 500_000 + "记者：好吗？").encode())
    assert "好吗" in read_bytes("a.html", ("<div>" * 500 + "记者：好吗？" + "</div>" * 500).encode()).text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(sorted(set(KINDS) - {".pdf"})),
    st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
    st.sampled_from([b"", b"PK\x03\x04", b"<html><p>", b"\xff\xfe", b"# a\n**", b"<!DOCTYPE html><![CDATA["]),
)
def test_any_bytes_are_text_or_refused(kind: str, data: bytes, begins: bytes) -> None:
    try:
        document = read_bytes(f"a{kind}", begins + data)
    except UnreadableFile:
        return
    assert document.text.strip()
    assert "\r" not in document.text
    for mark in document.marks:
        assert mark.span.end <= len(document.text)
        assert mark.span.of(document.text).strip()


@settings(max_examples=6, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_called_a_pdf_are_refused(data: bytes) -> None:
    refusal("a.pdf", b"%PDF-1.7\n" + data)


@settings(max_examples=60, deadline=None)
@given(st.text("#*>-[]()`_~ \n一二abc|!\\", max_size=200))
def test_any_markdown_is_read(text: str) -> None:
    try:
        document = read_bytes("a.md", text.encode())
    except UnreadableFile:
        return
    assert all(line.strip() for line in document.text.split("\n"))
