# SPDX-License-Identifier: GPL-2.0-only
"""protocol.py DMACHECK: what the server answers, message by message."""
import json
import os
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
HEAD = "#include <linux/dma-mapping.h>\n\n"
BAD = HEAD + """int bad(struct device *dev, struct sg_table *sgt)
{
	/* \u00e9\U0001F600 */ return dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_MMIO);
}
"""
PAIR = HEAD + """void pair(struct device *dev, dma_addr_t *dma)
{
	void *p = dma_alloc_attrs(dev, 4096, dma, GFP_KERNEL, DMA_ATTR_FORCE_CONTIGUOUS);

	if (p)
		dma_free_attrs(dev, 4096, p, *dma, 0);
}
"""


class Server:
    def __init__(self, *options):
        self.process = subprocess.Popen([PROGRAM, "lsp", *options], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)
        self.last = 0

    def send_bytes(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, method, params=None, **more):
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        self.send_bytes(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def receive(self):
        length = 0
        while line := self.process.stdout.readline().strip():
            length = int(line.split(b":")[1])
        return json.loads(self.process.stdout.read(length))

    def ask(self, method, params=None):
        self.last += 1
        self.send(method, params, id=self.last)
        answer = self.receive()
        assert answer["id"] == self.last, answer
        return answer.get("result", answer.get("error"))

    def open(self, path, text):
        uri = "file://" + path.replace(" ", "%20")
        self.send("textDocument/didOpen", {"textDocument": {"uri": uri, "text": text}})
        return uri, self.diagnostics(uri)

    def diagnostics(self, uri):
        answer = self.receive()
        assert answer["method"] == "textDocument/publishDiagnostics", answer
        assert answer["params"]["uri"] == uri, answer
        return answer["params"]["diagnostics"]

    def change(self, uri, text):
        self.send("textDocument/didChange", {"textDocument": {"uri": uri},
                                             "contentChanges": [{"text": text}]})
        return self.diagnostics(uri)


def place(line, character):
    return {"line": line, "character": character}


def apply(text, edits):
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda e: -e["range"]["start"]["character"]):
        start, end = edit["range"]["start"], edit["range"]["end"]
        assert start["line"] == end["line"]
        line = lines[start["line"]].encode("utf-16-le")
        lines[start["line"]] = (line[:2 * start["character"]].decode("utf-16-le") +
                                edit["newText"] + line[2 * end["character"]:].decode("utf-16-le"))
    return "\n".join(lines)


with tempfile.TemporaryDirectory() as folder:
    server = Server("--stdio")
    can = server.ask("initialize", {})["capabilities"]
    assert can["hoverProvider"] and can["codeActionProvider"], can
    server.send("initialized", {})

    # Places are in UTF-16 units, in a file that nobody has saved yet.
    bad, found = server.open(folder + "/a new.c", BAD)
    assert [d["code"] for d in found] == ["sg_mmio"], found
    assert found[0]["severity"] == 1 and found[0]["source"] == "dmacheck"
    assert found[0]["range"] == {"start": place(4, 18), "end": place(4, 33)}, found

    # The certain fix, which takes the diagnostic away.
    actions = server.ask("textDocument/codeAction", {"textDocument": {"uri": bad},
                                                     "range": found[0]["range"]})
    assert [a["title"] for a in actions] == ["drop the attribute"], actions
    mended = apply(BAD, actions[0]["edit"]["changes"][bad])
    assert mended == BAD.replace("DMA_ATTR_MMIO", "0"), mended
    assert server.ask("textDocument/codeAction", {
        "textDocument": {"uri": bad}, "range": {"start": place(0, 0), "end": place(1, 0)}}) == []
    assert server.change(bad, mended) == []
    assert server.change(bad, "") == []
    found = server.change(bad, BAD)
    assert len(found) == 1, found

    # A comment asks for silence as soon as it is typed.
    silent = BAD.replace("MMIO);", "MMIO); /* dmacheck: ignore sg_mmio -- why */")
    assert server.change(bad, silent) == []

    # Notes lead to their places.
    pair, found = server.open(folder + "/pair.c", PAIR)
    assert [d["code"] for d in found] == ["release_attrs"], found
    note = found[0]["relatedInformation"][0]
    assert note["location"] == {"uri": pair, "range": {"start": place(4, 11),
                                                       "end": place(4, 26)}}, note

    # What the tables know.
    def hover(line, character):
        return server.ask("textDocument/hover", {"textDocument": {"uri": pair},
                                                 "position": place(line, character)})
    assert "argument 5: attributes" in hover(4, 15)["contents"]["value"]
    assert "must be the same at release" in hover(4, 60)["contents"]["value"]
    assert hover(2, 1) is None and hover(999, 5) is None and hover(4, 99999) is None

    # What is wrong is answered, and no more.
    assert server.ask("no/such")["code"] == -32601
    assert server.ask("textDocument/hover", {}) is None
    assert server.ask("textDocument/codeAction", None) is None
    server.send_bytes(b"Content-Length: 3\r\n\r\n{x}")
    assert server.receive()["error"]["code"] == -32600
    server.send("textDocument/didOpen", {"textDocument": {"uri": "untitled:1", "text": BAD}})
    server.send("textDocument/didOpen", {"textDocument": 5})
    server.send("textDocument/didChange", {"textDocument": {"uri": pair}, "contentChanges": 5})
    server.send("no/such", {})

    # Many changes at once are judged as the last of them.
    for i in range(50):
        server.send("textDocument/didChange", {"textDocument": {"uri": pair}, "contentChanges": [
            {"text": PAIR.replace("*dma, 0", "*dma, DMA_ATTR_FORCE_CONTIGUOUS" if i == 49 else "0")}]})
    while server.diagnostics(pair):
        pass
    server.send("textDocument/didClose", {"textDocument": {"uri": pair}})
    assert server.diagnostics(pair) == []
    assert server.ask("shutdown") is None
    server.send("exit")
    assert server.process.wait(10) == 0

    # An editor that dies, and one that talks nonsense.
    for last in (b"", b"Content-Length: 99999999999\r\n\r\n", b"x" * 9999):
        server = Server("--level", "note")
        server.ask("initialize", {})
        server.send_bytes(last)
        server.process.stdin.close()
        assert server.process.wait(10) == 1
assert subprocess.run([PROGRAM, "lsp", "file.c"], stderr=subprocess.DEVNULL).returncode == 2
