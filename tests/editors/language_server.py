"""yaml-language-server as editors use it: JSON-RPC over its standard streams."""

import json
import subprocess
from itertools import count

URI = "file:///scenario-%d.yaml"


class LanguageServer:
    """A running server that has one schema for all files, and looks at one text at a time."""

    def __init__(self, folder, schema):
        script = folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
        command = ["node", str(script), "--stdio"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._settings = {
            "yaml": {
                "schemas": {schema.as_uri(): "*.yaml"},
                "validate": True,
                "completion": True,
                "hover": True,
                "schemaStore": {"enable": False},
            }
        }
        self._numbers, self._texts = count(1), count(1)
        self._ask("initialize", {"processId": None, "rootUri": None, "capabilities": _CAN})
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": self._settings})

    def stop(self):
        """End the process."""
        self._process.kill()
        self._process.communicate()

    def problems(self, text):
        """The messages about a text, each with its line, which counts from 1."""
        uri = self._open(text)
        found = self._read_until(
            lambda message: (
                message.get("method") == "textDocument/publishDiagnostics"
                and message["params"]["uri"] == uri
            )
        )
        return [
            (problem["range"]["start"]["line"] + 1, problem["message"])
            for problem in found["params"]["diagnostics"]
        ]

    def offers(self, text):
        """What is offered at the bar in a text, each with what is said of it."""
        found = self._at("textDocument/completion", text)
        return {item["label"]: _text(item.get("documentation", "")) for item in found["items"]}

    def hover(self, text):
        """What is shown about the place of the bar in a text."""
        found = self._at("textDocument/hover", text)
        return _text(found["contents"]) if found else ""

    def _at(self, method, text):
        before, bar, after = text.partition("|")
        assert bar
        uri = self._open(before + after)
        line, _, rest = before.rpartition("\n")
        position = {"line": line.count("\n") + 1 if "\n" in before else 0, "character": len(rest)}
        return self._ask(method, {"textDocument": {"uri": uri}, "position": position})

    def _open(self, text):
        """Open a text as a file of its own: what comes later for another one is not mixed up."""
        uri = URI % next(self._texts)
        file = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": file})
        return uri

    # ---- messages

    def _ask(self, method, params):
        number = next(self._numbers)
        self._write({"id": number, "method": method, "params": params})
        answer = self._read_until(
            lambda message: message.get("id") == number and "method" not in message
        )
        assert "error" not in answer, answer
        return answer["result"]

    def _tell(self, method, params):
        self._write({"method": method, "params": params})

    def _write(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _read_until(self, is_wanted):
        """The next message that is wanted; what the server asks meanwhile is answered."""
        while True:
            message = self._read()
            if "method" in message and "id" in message:
                self._write({"id": message["id"], "result": self._answer(message)})
            elif is_wanted(message):
                return message

    def _answer(self, message):
        if message["method"] != "workspace/configuration":
            return None
        return [self._settings.get(item["section"], {}) for item in message["params"]["items"]]

    def _read(self):
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the language server has ended"
        return json.loads(self._process.stdout.read(length))


_CAN = {
    "workspace": {"configuration": True},
    "textDocument": {
        "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
    },
}


def _text(content):
    """A text, or that of a text with its format."""
    return content["value"] if isinstance(content, dict) else content
