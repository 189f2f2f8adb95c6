import re
import shlex
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import click
import openpyxl
import pytest
import yaml

from drafting.cli import main
from drafting.intake.assemble import KEYS, assemble
from drafting.intake.raw import Plain, RawInput
from drafting.intake.workbook import write_workbook
from drafting.kinds import installed_kinds, load_kind
from drafting.manual import HELP, stale
from drafting.pipeline import check_report, draft_report
from drafting.review.rulebook import rules_by_id

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(HELP.glob("*.md"))
CODE = re.compile(r"\b([A-Z]{1,2}\d?-\d\d)\b")
IN_QUOTES = re.compile(r'"([A-Z]{1,2}\d?-\d\d)["\s]')


def page(name: str) -> str:
    return (HELP / f"{name}.md").read_text("utf-8")


def leaves(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from leaves(f"{path} {name}", inner)
    else:
        yield path, command


COMMANDS = dict(leaves("drafting", main))


def test_no_generated_page_is_stale() -> None:
    assert stale() == (), "run `make pages`"


@pytest.mark.parametrize("path", COMMANDS)
def test_each_command_is_documented_with_its_options(path: str) -> None:
    _, found, rest = page("commands").partition(f"## {path}\n")
    assert found
    own = rest.partition("\n## ")[0]
    options = [p for p in COMMANDS[path].params if isinstance(p, click.Option)]
    names = chain.from_iterable(option.opts for option in options)
    assert [name for name in names if name not in own] == []


def test_each_command_is_in_the_order_of_help() -> None:
    assert set(main.list_commands(click.Context(main))) == set(main.commands)


@pytest.mark.parametrize("path", COMMANDS)
def test_each_command_and_option_explains_itself_in_chinese(path: str) -> None:
    command = COMMANDS[path]
    options = [p for p in command.params if isinstance(p, click.Option)]
    texts = [command.help or "", *(option.help or "" for option in options)]
    assert [text for text in texts if not re.search(r"[\u4e00-\u9fff]", text)] == []


def codes_of_data() -> set[str]:
    found = set(rules_by_id())
    for kind in map(load_kind, installed_kinds()):
        for rules in (kind.checks, kind.text_rules, kind.placeholders, kind.lengths):
            found.update(rule.code for rule in rules)
    return found


def codes_of_program() -> set[str]:
    """Codes that stand in quotes in the program; TR-01 opens the message of an exception."""
    sources = chain.from_iterable(
        (ROOT / name).rglob("*.py") for name in ("drafting", "phrasebank")
    )
    found = (IN_QUOTES.findall(path.read_text("utf-8")) for path in sources)
    return set(chain.from_iterable(found))


def test_each_finding_code_is_documented() -> None:
    rows = set(re.findall(r"^\| ([A-Z]{1,2}\d?-\d\d) \|", page("findings"), re.MULTILINE))
    assert rows == codes_of_data() | codes_of_program()


def test_each_described_code_exists() -> None:
    described = yaml.safe_load((HELP / "codes.yaml").read_text("utf-8"))["codes"]
    assert set(described) <= codes_of_data() | codes_of_program()


def test_each_code_that_the_pages_name_exists() -> None:
    known = codes_of_data() | codes_of_program()
    named = chain.from_iterable(CODE.findall(path.read_text("utf-8")) for path in PAGES)
    assert set(named) <= known


@pytest.mark.parametrize("name", installed_kinds())
def test_each_kind_and_form_is_documented(name: str) -> None:
    kind = load_kind(name)
    missing = [key for key in (f"`{kind.key}`", kind.name, *kind.forms) if key not in page("kinds")]
    assert missing == []


def test_each_file_of_a_kind_is_documented() -> None:
    kind = load_kind("disclosure")
    files = {path.name for path in kind.folder.glob("*.yaml")}
    named = set(re.findall(r"`([a-z*\-]+\.yaml)`", page("kinds")))
    assert {re.sub(r"form-\w+", "form-*", file) for file in files} == named


def input_keys() -> set[str]:
    keys = {key for group in KEYS.values() for key in group} | set(load_kind("disclosure").notes)
    keys |= {"default", "text", "value", "unit", "last_year", "answers", "topic", "points"}
    keys |= {"from", "confirmed_by", "as_of", "base"}
    for form in load_kind("disclosure").forms.values():
        for table in form.tables.values():
            keys |= {table.id, *table.column_keys, *table.optional_rows}
            keys |= {cell.row for cell in table.values.values() if cell.row}
    return {key for key in keys if not re.fullmatch(r"(deny|unable|refuse|other)_[1-8]", key)}


@pytest.mark.parametrize("key", sorted(input_keys()))
def test_each_key_of_the_input_is_documented(key: str) -> None:
    assert re.search(rf"`{key}`|[{{ ]{key}:", page("input"))


def test_each_sheet_of_the_workbook_is_documented(tmp_path: Path) -> None:
    path = tmp_path / "input.xlsx"
    path.write_bytes(write_workbook(load_kind("disclosure"), 2023, organisation="某局"))
    sheets = [sheet for sheet in openpyxl.load_workbook(path) if sheet.sheet_state == "visible"]
    assert [sheet.title for sheet in sheets if sheet.title not in page("workbook")] == []


def commands_in(text: str) -> list[str]:
    return re.findall(r"^ {4,}(drafting [^\n]+)$", text, re.MULTILINE)


SHOWN = [
    (path.name, line)
    for path in [*PAGES, ROOT / "README.md"]
    if path.name != "commands.md"
    for line in commands_in(path.read_text("utf-8"))
]


@pytest.mark.parametrize(("name", "line"), SHOWN)
def test_each_command_shown_can_be_given(name: str, line: str) -> None:
    words = shlex.split(line, comments=True)[1:]
    command: click.Command = main
    while isinstance(command, click.Group) and words and words[0] in command.commands:
        command = command.commands[words.pop(0)]
    assert words == ["--help"] or not isinstance(command, click.Group), f"{name}: {line}"
    command.make_parser(click.Context(command)).parse_args(args=words)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_each_page_has_a_title_and_leads_to_pages_that_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("# ")
    named = set(re.findall(r"`drafting help (\w+)`", text))
    assert named <= {other.stem for other in PAGES}


PICTURES = sorted((HELP / "images").glob("*.png"))


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_each_picture_is_shown_and_small(path: Path) -> None:
    assert f"(images/{path.name})" in page("editing")
    assert path.stat().st_size <= 150_000


def test_each_picture_that_a_page_shows_is_there() -> None:
    shown = {
        name
        for path in PAGES
        for name in re.findall(r"\(images/([^)]+)\)", path.read_text("utf-8"))
    }
    assert shown == {path.name for path in PICTURES}


def test_the_readme_lists_every_page() -> None:
    listed = re.findall(r"\(drafting/help/([\w-]+)\.md\)", (ROOT / "README.md").read_text("utf-8"))
    assert sorted(listed) == [path.stem for path in PAGES]


EXAMPLES = re.findall(
    r"^\| ([^|\n]+) \| ([^|\n]+) \|$",
    page("notes").partition("| --- | --- |\n")[2].partition("\n\n")[0],
    re.MULTILINE,
)


@pytest.mark.parametrize(("note", "sentence"), EXAMPLES)
def test_a_note_becomes_the_sentence_that_the_manual_shows(note: str, sentence: str) -> None:
    data: dict[str, Plain] = {
        "kind": "disclosure",
        "year": 2023,
        "organisation": {"name": "云杉县交通运输局"},
        "bullets": {"overview": [{"topic": "主动公开", "points": [note]}]},
    }
    report = assemble(RawInput("input.yaml", data))
    draft = draft_report(check_report(report))
    texts = [paragraph.text for section in draft.sections for paragraph in section.paragraphs]
    assert sentence in "".join(texts)
