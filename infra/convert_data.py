"""Turns the collected sources into the reference data that ships: `python -m infra.convert_data SOURCE_DIR`.

Same sources, same bytes. Every choice that the sources leave open stands here or in `convert_plans` with its reason.
"""

import argparse
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec

from chalicelib.domain.credentials import CredentialType
from chalicelib.domain.ids import CourseCode, SchoolCode
from chalicelib.domain.reference import CodeItem, CodeTable, Course, Province, Reason, School
from infra.convert_credentials import credential_types
from infra.convert_plans import courses_of_plans_only, half_credits, plans
from infra.convert_substitutions import substitutions
from infra.plan_readings import LEFT_OUT

Json = dict[str, Any]
TARGET = Path(__file__).parents[1] / "chalicelib" / "data"

BUSINESSES = {
    "免考": "exemption",
    "毕业": "graduation",
    "转出": "transfer_out",
    "转入": "transfer_in",
    "成绩补登": "supplement",
}


def courses(source: Path) -> Json:
    found = _read(source, "courses.json")
    listed = [
        Course(
            code=CourseCode(row["code"]),
            name=row["name"],
            credits2=half_credits(row["credits"]),
            assessment=row["assessment"] or "",
            other_names=tuple(row["other_names"] or ()),
            sources=tuple(row["sources"]),
            status=row["status"],
        )
        for row in found["courses"]
    ]
    known = {course.code for course in listed}
    # Some plans print a thesis code that the catalogue lacks: kept, with the plan as its source.
    listed += courses_of_plans_only(_read(source, "plans.json"), known)
    return {"sources": found["sources"], "rows": sorted(listed, key=lambda course: course.code)}


def schools(source: Path) -> Json:
    """Only one official code is known; the others get X01, X02 … in the order of the source, marked invented."""
    rows: list[School] = []
    invented = 0
    for item in _read(source, "schools.json")["items"]:
        invented += item["code"] is None
        rows.append(
            School(
                code=SchoolCode(item["code"] or f"X{invented:02}"),
                name=item["name"],
                majors=tuple(item["majors"]),
                invented=item["code"] is None,
                source=item["source"],
                status=item["status"],
            )
        )
    return {"rows": rows}


def provinces(source: Path) -> Json:
    found = _read(source, "transfers.json")["provinces"]
    rows = [Province(code=item["code"], name=item["name"]) for item in found["items"]]
    return {"source": found["standard"], "status": found["status"], "rows": rows}


def code_tables(source: Path) -> Json:
    """省份 stands in its own file."""
    tables: Json = _read(source, "code_tables.json")["tables"]
    rows = [
        CodeTable(
            name=name,
            items=tuple(CodeItem(code=item["code"], name=item["name"]) for item in table["items"]),
            standard=table.get("standard", ""),
            source=table.get("source", ""),
            note=table.get("note", ""),
            status=table["status"],
        )
        for name, table in tables.items()
        if name != "省份"
    ]
    return {"rows": rows}


def rejection_reasons(source: Path) -> Json:
    rows = [
        Reason(
            code=row["code"],
            business=BUSINESSES[row["business"]],
            text=row["text"].replace("：{课程}", "，见说明"),  # which ones, the reviewer says
            basis="" if row["basis"] == "—" else row["basis"],
            status=row["status"],
        )
        for row in _read(source, "rejection_reasons.json")["reasons"]
    ]
    return {"rows": rows}


def types(source: Path) -> Json:
    rows: Iterable[CredentialType] = credential_types(_read(source, "credential_types.json"))
    return {"rows": rows}


def converted_plans(source: Path) -> Json:
    catalogue = {row["code"]: row for row in _read(source, "courses.json")["courses"]}
    return {"left_out": LEFT_OUT, "rows": plans(_read(source, "plans.json"), catalogue)}


def converted_substitutions(source: Path) -> Json:
    return substitutions(_read(source, "substitutions.json"), _read(source, "plans.json"))


FILES: dict[str, Callable[[Path], Json]] = {
    "code_tables.json": code_tables,
    "courses.json": courses,
    "credential_types.json": types,
    "plans.json": converted_plans,
    "provinces.json": provinces,
    "rejection_reasons.json": rejection_reasons,
    "schools.json": schools,
    "substitutions.json": converted_substitutions,
}


def encoded(content: Json) -> bytes:
    """Compact, but one row a line, so that a change of the data can be read in a diff."""
    text = msgspec.json.encode(content)
    return re.sub(rb'(?<=[\[,])(?=\{"(?:id|code|name)":)', b"\n", text) + b"\n"


def _read(source: Path, name: str) -> Json:
    content: Json = msgspec.json.decode((source / name).read_bytes())
    return content


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="folder with the collected source files")
    parser.add_argument("--target", type=Path, default=TARGET)
    options = parser.parse_args(arguments)
    for name, convert in FILES.items():
        content = encoded(convert(options.source))
        (options.target / name).write_bytes(content)
        print(f"{name}: {len(content):,} bytes")


if __name__ == "__main__":
    main()
