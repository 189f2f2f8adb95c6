"""Editing sessions through LibreOffice itself; run by the Python that has `uno`.

    python3 office_editor.py JOBS.json

JOBS.json is a list of {"file", "out", "seed", "tracked", "count"}; each file is opened, edited by
seed and saved as .docx.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

WORDS = ("依法", "及时", "进一步", "（详见附件）", "，群众反映较好", "全部")


def connect(soffice, folder):
    pipe = f"drafting{Path(folder).name}"
    process = subprocess.Popen(
        [
            soffice,
            "--headless",
            "--norestore",
            f"-env:UserInstallation=file://{folder}/profile",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(200):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.2)
        else:
            desktop = context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )
            return process, desktop
    raise SystemExit("LibreOffice does not answer")


def value(name, what):
    made = PropertyValue()
    made.Name, made.Value = name, what
    return made


def opened(desktop, path):
    for _ in range(20):  # right after its start the office gives nothing
        document = desktop.loadComponentFromURL(
            Path(path).as_uri(), "_blank", 0, (value("Hidden", True),)
        )
        if document is not None:
            return document
        time.sleep(0.3)
    raise SystemExit(f"LibreOffice does not open {path}")


def paragraphs(document):
    found = []
    listed = document.Text.createEnumeration()
    while listed.hasMoreElements():
        node = listed.nextElement()
        if node.supportsService("com.sun.star.text.Paragraph") and len(node.String) > 8:
            found.append(node)
    return found[1:]


def session(document, job):
    chance = random.Random(job["seed"])
    document.RecordChanges = job["tracked"]
    done = []
    for _ in range(job["count"]):
        paragraph = chance.choice(paragraphs(document))
        text, length = paragraph.Text, len(paragraph.String)
        cursor = text.createTextCursorByRange(paragraph.Start)
        act = chance.choice(
            ("type", "type", "take", "take", "retype", "delete", "split", "join", "cell")
        )
        if act == "type":
            cursor.goRight(chance.randint(0, length), False)
            words = chance.choice(WORDS)
            text.insertString(cursor, words, False)
            done.append(f"type {words}")
        elif act == "take":
            start = chance.randint(0, length - 4)
            cursor.goRight(start, False)
            cursor.goRight(min(chance.randint(2, 8), length - start - 1), True)
            done.append(f"take {cursor.String}")
            cursor.String = ""
        elif act == "retype":
            cursor.gotoEndOfParagraph(True)
            cursor.String = "本段由领导改写，按照统一口径表述，不再逐项列举。"
            done.append("retype")
        elif act == "delete":
            if len(paragraphs(document)) > 6:
                done.append(f"delete {paragraph.String[:12]}")
                cursor.gotoEndOfParagraph(True)
                cursor.goRight(1, True)
                cursor.String = ""
        elif act == "split":
            at = paragraph.String.find("。") + 1
            if 0 < at < length:
                cursor.goRight(at, False)
                text.insertControlCharacter(cursor, 0, False)  # PARAGRAPH_BREAK
                done.append(f"split {paragraph.String[:12]}")
        elif act == "join":
            cursor.gotoEndOfParagraph(False)
            if cursor.goRight(1, True):
                done.append(f"join behind {paragraph.String[:12]}")
                cursor.String = ""
        else:
            tables = document.TextTables
            table = tables.getByIndex(chance.randrange(tables.Count))
            named = [name for name in table.CellNames if table.getCellByName(name).String.isdigit()]
            cell = table.getCellByName(chance.choice(named))
            done.append(f"cell {cell.String}")
            cell.String = cell.String + "7"
    return done


def main():
    jobs = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        process, desktop = connect(sys.argv[2] if len(sys.argv) > 2 else "soffice", folder)
        try:
            for job in jobs:
                document = opened(desktop, job["file"])
                job["done"] = session(document, job)
                document.storeToURL(
                    Path(job["out"]).as_uri(), (value("FilterName", "MS Word 2007 XML"),)
                )
                document.close(True)
        finally:
            process.terminate()
            process.wait()
    Path(sys.argv[1]).write_text(json.dumps(jobs, ensure_ascii=False), "utf-8")


main()
