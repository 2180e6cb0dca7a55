# SPDX-License-Identifier: Apache-2.0
"""A small law library of our own, as files."""

END = "<!-- INFO END -->"
OLD = (
    f"# 示范供水条例\n\n2015年3月1日 通过\n\n{END}\n\n"
    "第一条 公开水价。\n\n第二条 停水应当提前通知。\n"
)
NEW = (
    OLD.replace("2015年3月1日", "2020年6月1日").replace("提前通知", "提前二十四小时通知")
    + "\n第三条 抢修停水应当及时公告。\n"
)
CODE = (
    "# 中华人民共和国示范法典\n\n# {part}\n\n2020年5月28日 通过\n\n2021年1月1日 施行\n\n"
    + END
    + "\n\n{text}\n"
)


def lay(folder):
    """Writes the files; the folder."""
    place = folder / "地方性法规"
    place.mkdir(parents=True)
    (place / "示范供水条例(2015-03-01).md").write_text(OLD, encoding="utf-8")
    (place / "示范供水条例(2020-06-01).md").write_text(NEW, encoding="utf-8")
    code = folder / "法律"
    code.mkdir()
    (code / "总则编.md").write_text(
        CODE.format(part="总则编", text="第一条 为了保护权益。"), encoding="utf-8"
    )
    (code / "合同编.md").write_text(
        CODE.format(part="合同编", text="第四百六十三条 本编调整合同。"), encoding="utf-8"
    )
    (folder / "_index.md").write_text("# 目录\n", encoding="utf-8")
    return folder
