# SPDX-License-Identifier: GPL-2.0-only
"""
html.py FOLDER: opens specimens.html, hostile.html and nothing.html of FOLDER in headless Chromium,
clicks, and compares with the JSON of the same runs.  Prints what is wrong.
"""

import base64
import contextlib
import json
import re
import subprocess
import sys
import urllib.error
import urllib.request

FOLDER = sys.argv[1]
wrong = []


class Browser:
    """A session of WebDriver, which is JSON over HTTP."""

    def __init__(self, port, *flags):
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                     "--window-size=1200,900", *flags]
        self.base = f"http://127.0.0.1:{port}/session"
        self.base += "/" + self.ask("POST", "", {"capabilities": {"alwaysMatch": {
            "unhandledPromptBehavior": "ignore",
            "goog:chromeOptions": {"args": arguments}}}})["sessionId"]

    def ask(self, method, path, body=None):
        data = json.dumps(body or {}).encode() if method == "POST" else None
        request = urllib.request.Request(self.base + path, data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            sys.exit(f"{method} {path} {body}: {error.read().decode()[:400]}")

    def open(self, name, fragment=""):
        self.ask("POST", "/url", {"url": "about:blank"})
        self.ask("POST", "/url", {"url": f"file://{FOLDER}/{name}.html{fragment}"})

    def find(self, selector):
        found = self.ask("POST", "/elements", {"using": "css selector", "value": selector})
        return ["/element/" + next(iter(element.values())) for element in found]

    def click(self, selector):
        self.ask("POST", self.find(selector)[0] + "/click")

    def type(self, selector, text):
        self.ask("POST", self.find(selector)[0] + "/value", {"text": text})

    def run(self, script):
        return self.ask("POST", "/execute/sync", {"script": "return " + script, "args": []})

    def shown(self, selector):
        return sum(self.ask("GET", element + "/displayed") for element in self.find(selector))

    def picture(self):
        return base64.b64decode(self.ask("GET", "/screenshot"))

    def close(self):
        self.ask("DELETE", "")


@contextlib.contextmanager
def driver():
    with subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True) as process:
        try:
            for line in process.stdout:
                port = re.search(r"started successfully on port (\d+)", line)
                if port:
                    yield int(port[1])
                    return
            sys.exit("chromedriver does not start")
        finally:
            process.terminate()


def hold(what, is_so, wanted):
    if is_so != wanted:
        wrong.append(f"{what}: {is_so}, not {wanted}")


def findings(name):
    with open(f"{FOLDER}/{name}.json", encoding="utf-8") as file:
        return json.load(file)["findings"]


def visible(browser):
    return browser.run("document.querySelectorAll('article:not(.hidden)').length")


def try_clicks(browser):
    own = findings("specimens")
    browser.open("specimens")
    hold("findings", visible(browser), len(own))
    hold("identities", browser.run("[...document.querySelectorAll('article')].map(a => a.id)"),
         [finding["id"] for finding in own])
    hold("the search is there", browser.shown("#search"), 1)

    browser.click("#search input[name=note]")
    hold("without notes", visible(browser), sum(f["level"] != "note" for f in own))
    browser.click("#search input[type=reset]")
    hold("after a reset", browser.run("new Promise(r => setTimeout(r, 50)).then(() => "
         "document.querySelectorAll('article:not(.hidden)').length)"), len(own))

    browser.click("#rules a[data-rule=sg_mmio]")
    hold("one rule", visible(browser), sum(f["rule"] == "sg_mmio" for f in own))
    hold("its count", browser.run("document.querySelector('#search output').value"),
         f"{visible(browser)} of {len(own)}")
    browser.type("#search input[type=search]", "no such word")
    hold("a word that is nowhere", visible(browser), 0)
    hold("its files", browser.shown("details.file"), 0)
    browser.click("#search input[type=reset]")
    browser.type("#search input[type=search]", own[0]["function"])
    hold("a function's name finds it", visible(browser) in range(1, len(own)), True)

    # a link to what is filtered out
    browser.type("#search input[type=search]", " no such word")
    browser.click("#rules details summary")
    browser.click("#rules details[open] li a")
    hold("a link's target is shown", browser.shown("article:target"), 1)
    browser.open("specimens", "#" + own[-1]["id"])
    hold("a fragment's target is in view", browser.run(
        "document.querySelector('article:target').getBoundingClientRect().top < innerHeight"), True)


def try_way(browser):
    """Each way begins once, ends once, and has a numbered dot for each of its steps."""
    browser.open("specimens")
    own = {f["id"]: f for f in findings("specimens")}
    dots = browser.run("""[...document.querySelectorAll("article")].map(a => [a.id,
        a.querySelectorAll(".begin").length, a.querySelectorAll(".end").length,
        a.querySelectorAll(".here .no").length && Number(a.querySelector(".here .no").textContent),
        a.querySelectorAll(".said").length])""")
    for identity, begins, ends, line, steps in dots:
        finding = own[identity]
        hold(f"{identity}: way", [begins, steps], [1, len(finding["notes"]) + 1])
        # two steps on one line share a dot
        hold(f"{identity}: end", ends <= 1 and line in (0, finding["line"]), True)


def try_hostile(browser):
    browser.open("hostile")
    hold("hostile findings", visible(browser), len(findings("hostile")))
    hold("scripts", browser.run("document.scripts.length"), 1)
    hold("foreign elements", browser.run("document.querySelectorAll('img, b').length"), 0)
    hold("handlers", browser.run("[...document.querySelectorAll('*')].filter(e => "
         "[...e.attributes].some(a => a.name.startsWith('on'))).length"), 0)
    hold("the source is text", browser.run(
        "document.body.textContent.includes('<img src=x onerror=alert(4)>')"), True)
    browser.open("nothing")
    hold("nothing found", browser.run("document.body.textContent.includes('None.')"), True)
    hold("a failure is said", browser.run(
        "document.body.textContent.includes('Not all that was asked for was done')"), True)


with driver() as port:
    light = Browser(port)
    try_clicks(light)
    try_way(light)
    try_hostile(light)
    light.open("specimens")
    plain = light.picture()
    light.close()

    # preferredColorScheme 0 is dark
    dark = Browser(port, "--blink-settings=preferredColorScheme=0")
    dark.open("specimens")
    hold("dark differs", dark.picture() != plain and dark.run(
        "getComputedStyle(document.body).backgroundColor"), "rgb(13, 17, 23)")
    dark.close()

    still = Browser(port, "--blink-settings=scriptEnabled=false")
    still.open("specimens")
    hold("no search without script", still.shown("#search"), 0)
    hold("findings without script", still.shown("article header") > 0, True)
    still.click("#rules details summary")
    still.click("#rules details[open] li a")
    hold("links without script", still.shown("article:target"), 1)
    still.close()

print("\n".join(wrong), end="\n" if wrong else "")
sys.exit(bool(wrong))
