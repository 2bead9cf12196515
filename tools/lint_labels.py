"""Find widgets that would show text as rich text.

A QLabel, a QMessageBox and a tool tip guess: text that looks like HTML is shown as HTML, and
`<img src="file:…">` in it opens that file. What this program shows comes from files that others wrote, so
every such widget has to say `Qt.TextFormat.PlainText`, and what cannot say it is not used.

    python tools/lint_labels.py ipt_roleplay

What passes:
- `label = QLabel(…)` followed by `label.setTextFormat(Qt.TextFormat.PlainText)` in the same function, or
  `self.label = …` with the call in the same class, or `QLabel(…, textFormat=Qt.TextFormat.PlainText)`;
- a subclass whose body does the same for `self`; what derives from such a subclass is not looked at again;
- a QTextEdit that is empty when made and is told `setAcceptRichText(False)` in the same way;
- a tool tip whose text is a literal, `self.tr("literal")` or what a function `plain…()` has escaped;
- HTML in report printing, ipt_roleplay/ui/printing.py or a package of that name.
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

# Guess by default, but can be told.
GUESSING = frozenset({"QLabel", "QMessageBox", "QStaticText", "QTextEdit"})
# Rich by nature, or with a label inside that nobody reaches.
RICH = {
    "QTextBrowser": "QPlainTextEdit",
    "QErrorMessage": "a dialog of the project's own",
    "QInputDialog": "a dialog of the project's own",
    "QProgressDialog": "a dialog of the project's own",
    "QSplashScreen": "nothing: the first window should simply be quick",
    "QToolTip": "setToolTip with a literal",
}
SHORTCUTS = frozenset({"about", "aboutQt", "critical", "information", "question", "warning"})
RICH_CALLS = frozenset({"setHtml", "insertHtml", "appendHtml", "setMarkdown", "insertMarkdown"})
RICH_WORDS = frozenset({"RichText", "AutoText", "MarkdownText", "ToolTipRole", "WhatsThisRole"})
TIPS = frozenset({"setToolTip", "setWhatsThis"})
# Functions that take a class only to compare with it.
ASKING = frozenset({"isinstance", "issubclass", "findChild", "findChildren", "cast"})
PRINTING = ("ipt_roleplay/ui/printing.py", "ipt_roleplay/ui/printing/")

Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module | ast.Lambda


@dataclass(frozen=True, order=True)
class Finding:
    """One place that breaks the rule; line and column count from 1."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


def lint(source: str, path: str) -> list[Finding]:
    """Return the findings in one file. They name `path`, which also decides whether it is about printing."""
    return sorted(_File(ast.parse(source, path), path).findings())


class _File:
    def __init__(self, tree: ast.Module, path: str) -> None:
        self.tree = tree
        self.path = path
        self.is_printing = any(mark in Path(path).as_posix() for mark in PRINTING)
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.names = dict(_imported(tree))

    def findings(self) -> Iterator[Finding]:
        for node in ast.walk(self.tree):
            for message in self._judge(node):
                line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0) + 1
                yield Finding(self.path, line, column, message)

    def _judge(self, node: ast.AST) -> Iterator[str]:
        match node:
            case ast.ClassDef():
                yield from self._subclass(node)
            case ast.Call():
                yield from self._call(node)
            case ast.Attribute(attr=word) if word in RICH_WORDS and not self.is_printing:
                yield f"{word} shows text as rich text; only report printing may."
            case _:
                pass

    # ── Classes ──

    def _subclass(self, node: ast.ClassDef) -> Iterator[str]:
        for name in filter(None, map(self._qt_name, node.bases)):
            if name in RICH:
                yield f"{name} shows rich text; use {RICH[name]}."
            elif name in GUESSING and not self._tells_itself(node):
                yield f"{node.name} is a {name}; it has to call {_advice(name)} on itself."

    def _tells_itself(self, node: ast.ClassDef) -> bool:
        calls = [call for call in ast.walk(node) if isinstance(call, ast.Call)]
        upwards = [call for call in calls if ast.unparse(call.func) == "super().__init__"]
        return any(map(_plain_keyword, upwards)) or any(_made_plain(call) == "self" for call in calls)

    # ── Calls ──

    def _call(self, call: ast.Call) -> Iterator[str]:
        name = self._qt_name(call.func)
        method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        if name in RICH:
            yield f"{name} shows rich text; use {RICH[name]}."
        elif name in GUESSING and not _plain_keyword(call) and not self._told_after(call):
            yield f"this {name} guesses its format; give it a name and call {_advice(name)} on it."
        if name == "QTextEdit" and any(isinstance(argument, ast.Constant | ast.JoinedStr) for argument in call.args):
            yield "QTextEdit(text) guesses its format; make it empty and call setPlainText."
        if isinstance(call.func, ast.Attribute):
            owner = self._qt_name(call.func.value)
            if owner == "QMessageBox" and method in SHORTCUTS:
                yield f"QMessageBox.{method} guesses its format; make a dialog and set PlainText."
            elif owner in RICH:
                yield f"{owner} shows rich text; use {RICH[owner]}."
        if method in RICH_CALLS and not self.is_printing:
            yield f"{method} shows rich text; only report printing may."
        if method == "setTextFormat" and not _made_plain(call):
            yield "the only format is Qt.TextFormat.PlainText."
        if method in TIPS and not all(map(_is_harmless, call.args)):
            yield f"{method} guesses its format; give it a literal, or escape with a function named plain_something()."
        if method == "addRow" and call.args and _is_computed(call.args[0]):
            yield "addRow makes a label that guesses its format; give it a literal or a label of your own."
        yield from self._handed_on(call, method)

    def _handed_on(self, call: ast.Call, method: str) -> Iterator[str]:
        asked = method or (call.func.id if isinstance(call.func, ast.Name) else "")
        if asked in ASKING:
            return
        for argument in [*call.args, *(keyword.value for keyword in call.keywords)]:
            name = self._qt_name(argument)
            if name in GUESSING or name in RICH:
                yield f"{name} is handed on, so nobody sees what becomes of it; make it here."

    def _told_after(self, call: ast.Call) -> bool:
        """Whether what this call makes gets a name, and that name is told to be plain."""
        target = self._target(call)
        if target is None:
            return False
        function = self._scope(call)
        here = list(_own_nodes(function))
        again = [
            other.lineno
            for other in here
            if isinstance(other, ast.Call) and other.lineno > call.lineno and self._target(other) == target
        ]
        before = min(again, default=sys.maxsize)
        told = [node.lineno for node in here if isinstance(node, ast.Call) and _made_plain(node) == target]
        if any(call.lineno <= line < before for line in told):
            return True
        owner = self._class_of(function)
        if owner is None or not target.startswith("self.") or again:
            return False
        return any(_made_plain(node) == target for node in ast.walk(owner) if isinstance(node, ast.Call))

    def _target(self, call: ast.Call) -> str | None:
        match self.parents.get(call):
            case ast.Assign(targets=[target]) | ast.AnnAssign(target=target) | ast.NamedExpr(target=target):
                return ast.unparse(target)
            case _:
                return None

    def _scope(self, node: ast.AST) -> ast.AST:
        while not isinstance(node, Scope):
            node = self.parents[node]
        return node

    def _class_of(self, node: ast.AST) -> ast.ClassDef | None:
        while not isinstance(node, ast.ClassDef | ast.Module):
            node = self.parents[node]
        return node if isinstance(node, ast.ClassDef) else None

    def _qt_name(self, node: ast.expr) -> str:
        """Return the class that an expression names, seen through `import … as …`; else an empty string."""
        match node:
            case ast.Name(id=name):
                return self.names.get(name, "")
            case ast.Attribute(value=ast.Name(id=module), attr=name) if self.names.get(module) == "module":
                return name
            case ast.Attribute(value=ast.Attribute(attr=module), attr=name) if module.startswith("Qt"):
                return name
            case _:
                return ""


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module="PySide6", names=names):
                yield from ((alias.asname or alias.name, "module") for alias in names)
            case ast.ImportFrom(module=str(module), names=names) if module.startswith("PySide6."):
                yield from ((alias.asname or alias.name, alias.name) for alias in names)
            case ast.Import(names=names):
                qt = [alias for alias in names if alias.name.startswith("PySide6.")]
                yield from ((alias.asname, "module") for alias in qt if alias.asname)
            case _:
                pass


def _own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """Walk a function without the functions and classes inside it."""
    for child in ast.iter_child_nodes(scope):
        yield child
        if not isinstance(child, Scope):
            yield from _own_nodes(child)


def _advice(name: str) -> str:
    return "setAcceptRichText(False)" if name == "QTextEdit" else "setTextFormat(Qt.TextFormat.PlainText)"


def _is_plain(node: ast.expr) -> bool:
    return ast.unparse(node).endswith("TextFormat.PlainText")


def _plain_keyword(call: ast.Call) -> bool:
    return any(keyword.arg == "textFormat" and _is_plain(keyword.value) for keyword in call.keywords)


def _made_plain(call: ast.Call) -> str:
    """Return what is told to be plain by this call; for other calls, nothing."""
    match call:
        case ast.Call(func=ast.Attribute(value=owner, attr="setTextFormat"), args=[form]) if _is_plain(form):
            return ast.unparse(owner)
        case ast.Call(func=ast.Attribute(value=owner, attr="setAcceptRichText"), args=[ast.Constant(value=False)]):
            return ast.unparse(owner)
        case _:
            return ""


def _is_harmless(node: ast.expr) -> bool:
    """Whether a text is written in the program itself, or has been escaped."""
    match node:
        case ast.Constant():
            return True
        case ast.IfExp(body=body, orelse=orelse):
            return _is_harmless(body) and _is_harmless(orelse)
        case ast.Name(id=name):
            return name.isupper()
        case ast.Call(func=ast.Attribute(attr="tr" | "translate"), args=args):
            return all(isinstance(argument, ast.Constant) for argument in args)
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name.startswith("plain")
        case _:
            return False


def _is_computed(node: ast.expr) -> bool:
    match node:
        case ast.JoinedStr() | ast.BinOp():
            return True
        case ast.Call(func=ast.Attribute(attr="format" | "join")) | ast.Call(func=ast.Name(id="str")):
            return True
        case _:
            return False


def main(arguments: Iterable[str]) -> int:
    """Lint the Python files in the given files and folders; print the findings; return the exit code."""
    roots = [Path(argument) for argument in arguments]
    files = [file for root in roots for file in (sorted(root.rglob("*.py")) if root.is_dir() else [root])]
    findings = [finding for file in files for finding in lint(file.read_text(encoding="utf-8"), str(file))]
    print(*findings, sep="\n", end="\n" if findings else "")
    print(f"{len(files)} files looked at for rich text, {len(findings)} places to mend.", file=sys.stderr)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
