"""The pages of the office's desk say what the readers of files and the rules of lists say."""

import re

from sitegen import office

from chalicelib.domain.exports import LARGE, List
from chalicelib.domain.imports.kinds import BYTES_MOST, FileKind
from tests.sitegen.conftest import Tree


def test_every_kind_of_file_can_be_chosen_and_names_its_columns(trees: dict[str, Tree]) -> None:
    page = trees["console/office/imports/"]
    assert [one["value"] for one in page.all("option")] == list(FileKind)
    assert [one["data-kind"] for one in page.all("section") if one["data-kind"]] == list(FileKind)
    named = [one["data-column"] for one in page.all("th") if one["data-column"]]
    assert named == [column.title for _, _, columns in office.KINDS.values() for column in columns]
    assert named[:4] == ["证件号码", "姓名", "准考证号", "主考学校"]
    assert not [cell.text for cell in page.all("td") if re.search("[a-z]{3}", cell.text)], "names in English"


def test_limits_are_told_before_anything_is_sent(trees: dict[str, Tree]) -> None:
    [form] = trees["console/office/imports/"].all("form")
    assert form["data-most"] == str(BYTES_MOST)
    [form] = trees["console/office/exports/"].all("form")
    assert (form["data-large"], f"每天合计超过 {LARGE} 件" in form.text) == (str(LARGE), True)


def test_every_list_has_a_name_of_its_own(trees: dict[str, Tree]) -> None:
    names = {one["value"]: one.text for one in trees["console/office/exports/"].all("option")}
    assert set(List) <= set(names)
    assert len({names[one] for one in List}) == len(List)
