"""What became of a draft's wordings, read from the file that an editor gives back."""

import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from drafting import cli
from drafting.phrase_usage import counted, record_files
from drafting.pipeline import check_report, load_report, make
from drafting.settings import bank_for
from phrasebank.usage import Tally

Run = Callable[..., tuple[int, str]]
INPUT = """kind: disclosure
year: 2023
organisation: {name: 云杉县水利局, region: 云杉县}
contact: {office: 办公室, address: 水城路1号, phone: 0451-5000000}
figures:
  t2: {licence: {decisions: 324}, penalty: {decisions: 415}, default: 0}
  t3: {default: 0}
  t4: {default: 0}
bullets:
  problems: [主动公开少, 更新不及时]
  plans: [扩大主动公开范围, 按时更新]
"""


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTING_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("DRAFTING_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    Path("input.yaml").write_text(INPUT, "utf-8")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def call(*words: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["drafting", *words])
        status = 0
        try:
            cli.run()
        except SystemExit as stopped:
            status = int(stopped.code or 0)
        printed = capsys.readouterr()
        return status, printed.out + printed.err

    return call


def edit(source: str, target: str, change: Callable[[str], str]) -> None:
    """Save a draft with each paragraph changed by an editor."""
    document = docx.Document(source)
    for paragraph in document.paragraphs:
        text = change(paragraph.text)
        if text != paragraph.text:
            first, *others = paragraph.runs
            first.text = text
            for run in others:
                run.text = ""
    document.save(target)


def by_id(word: str) -> Tally:
    return next(tally for tally in counted() if word in tally.entry)


def test_a_draft_that_nobody_has_saved_tells_nothing(run: Run) -> None:
    run("draft", "input.yaml", "-o", "a.docx")
    assert record_files([Path("a.docx")]) > 5
    assert {tally.judged for tally in counted()} == {0}


def test_kept_reworded_and_deleted_sentences_are_told_apart(run: Run) -> None:
    run("draft", "input.yaml", "-o", "a.docx")
    made = {
        sentence.phrase.partition(":")[2].partition(".")[0]: sentence.text
        for section in make(check_report(load_report(Path("input.yaml")))).draft.sections
        for paragraph in section.paragraphs
        for sentence in paragraph.sentences
        if sentence.phrase
    }

    def change(text: str) -> str:
        text = text.replace(made["scope"], "")
        text = text.replace(
            made["basis"], made["basis"].replace("根据", "按照").replace("要求", "规定")
        )
        return text.replace("324", "325")  # a figure that is corrected leaves the wording

    edit("a.docx", "b.docx", change)
    record_files([Path("b.docx")])
    told = {word: by_id(word) for word in ("basis.", "scope.", "contact.", "total.decisions")}
    assert [(t.kept, t.reworded, t.deleted) for t in told.values()] == [
        (0, 1, 0), (0, 0, 1), (1, 0, 0), (1, 0, 0),
    ]  # fmt: skip


def test_a_file_read_twice_counts_once(run: Run) -> None:
    run("draft", "input.yaml", "-o", "a.docx")
    edit("a.docx", "b.docx", lambda text: text)
    for _ in range(2):
        status, told = run("phrases", "stats", "b.docx", "--format", "json")
    assert status == 0
    assert {entry["drafts"] for entry in json.loads(told)["entries"]} == {1}


def test_a_file_that_is_no_draft_is_told_and_nothing_is_put_down(run: Run) -> None:
    run("draft", "input.yaml", "-o", "a.docx")
    docx.Document().save("strange.docx")
    status, told = run("phrases", "stats", "a.docx", "strange.docx")
    assert (status, "没有起草数据" in told, counted()) == (2, True, ())


def test_only_the_entries_of_a_named_bank_are_shown(run: Run) -> None:
    run("draft", "input.yaml", "-o", "a.docx")
    record_files([Path("a.docx")])
    run("phrases", "retire", "scope.01", "--into", "mine")
    assert (
        json.loads(run("phrases", "stats", "--bank", "mine", "--format", "json")[1])["entries"]
        == []
    )


def test_later_changes_of_the_bank_of_origin_are_offered(run: Run) -> None:
    run("phrases", "retire", "scope.01", "--into", "other")
    run("phrases", "add", "scope.01", "--from", "other", "--into", "mine")
    assert "后来改了" not in run("phrases", "stats", "--bank", "mine")[1]
    path = Path("other/entries/scope/scope.01.yaml")
    path.write_text(
        path.read_text("utf-8").replace("formal", "plain").replace('owner: "base"', 'owner: "乙"'),
        "utf-8",
    )
    told = run("phrases", "stats", "--bank", "mine")[1]
    assert "scope.01\t改了 owner" in told
    assert "drafting phrases merge mine other -o mine" in told


def test_acceptance_counts_only_when_the_settings_say_so(run: Run) -> None:
    run("draft", "input.yaml", "-o", "a.docx")
    edit("a.docx", "b.docx", lambda text: text)
    record_files([Path("b.docx")])
    assert bank_for(Path("input.yaml")).acceptance == {}
    Path("drafting.yaml").write_text("acceptance: true\n", "utf-8")
    bank = bank_for(Path("input.yaml"))
    assert set(bank.acceptance.values()) == {0.6667}  # one kept: 2/3
    draft = make(check_report(load_report(Path("input.yaml"))), bank=bank).draft
    assert [stamp.name for stamp in draft.banks] == ["base", "acceptance"]
