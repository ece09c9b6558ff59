# SPDX-License-Identifier: GPL-2.0-only
"""hostile.py DMACHECK: mails that mean harm, in a git tree of this folder.

Each row is refused with a message that says why, or has no effect beyond its own; a good patch
beside it is reviewed all the same.
"""
import base64
import os
import re
import subprocess
import sys

program = sys.argv[1]
failed = []

BAD = """diff --git a/bad.c b/bad.c
new file mode 100644
--- /dev/null
+++ b/bad.c
@@ -0,0 +1,6 @@
+#include <linux/dma-mapping.h>
+
+int bad(struct device *dev, struct sg_table *sgt)
+{
+	return dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_MMIO);
+}
"""
FOUND = b"bad.c:5:9: error: MMIO given to dma_map_sgtable() [sg_mmio]\n"


def mail(body, number="1/2", subject="a: b", headers="", sender="A <a@example.org>"):
    if isinstance(body, str):
        body = body.encode()
    return (f"From nobody Mon Sep 17 00:00:00 2001\nFrom: {sender}\nTo: l@vger.kernel.org\n"
            f"Subject: [PATCH {number}] {subject}\nMessage-ID: <{number}@example.org>\n"
            f"{headers}\n").encode() + body + b"\n"


def new_file(path, text="+1\n", mode="100644"):
    names = f"{path.replace('b/', 'a/', 1)} {path}" if "b/" in path else "a/x b/x"
    return (f"diff --git {names}\nnew file mode {mode}\n--- /dev/null\n+++ {path}\n"
            f"@@ -0,0 +1 @@\n{text}")


def run(data, *options, text="text"):
    with open("/dev/null", "rb") as nothing:
        result = subprocess.run([program, "review", "--quiet", "--tree", ".", "--format", text,
                                 *options], input=data, capture_output=True, timeout=60)
    return result.returncode, result.stdout, result.stderr


def expect(name, condition, result):
    if not condition:
        failed.append(name)
        print(f"{name}: {result}")


def is_calm(output):
    return not re.search(rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]", output)


# name, body of the first patch, what is said of it
refused = [
    ("parent", new_file("b/../../x"), "leads out of the tree"),
    ("parent in the middle", new_file("b/a/../../../x"), "leads out of the tree"),
    ("absolute", new_file("/etc/passwd"), "leads out of the tree"),
    ("absolute below the prefix", new_file("b//etc/passwd"), "leads out of the tree"),
    ("quoted parent", new_file('"b/\\056\\056/x"'), "leads out of the tree"),
    ("quoted NUL", new_file('"b/a\\000b"'), "makes no sense"),
    ("git's folder", new_file("b/.git/config"), "leads out of the tree"),
    ("git's folder, shouted", new_file("b/d/.GIT/hooks/x"), "leads out of the tree"),
    ("git's folder, short", new_file("b/git~1/config"), "leads out of the tree"),
    ("device", new_file("/dev/sda"), "leads out of the tree"),
    ("rename out", "diff --git a/a.c b/x\nrename from a.c\nrename to ../x\n",
     "leads out of the tree"),
    ("long name", new_file("b/" + "x/" * 3000 + "y"), "leads out of the tree"),
    ("deep name", new_file("b/" + "x/" * 100 + "y"), "nest deeper"),
    ("through a link", new_file("b/link/x"), "place of a file"),
    ("mode of a folder", new_file("b/x", mode="040000"), "a mode"),
    ("many lines claimed", "--- a/a.c\n+++ b/a.c\n@@ -1,1000000000 +1,1000000000 @@\n a\n",
     "ends within a hunk"),
    ("more than a number", "--- a/a.c\n+++ b/a.c\n@@ -99999999999999999999 +1 @@\n a\n",
     "header makes no sense"),
    ("fewer lines claimed", "--- a/a.c\n+++ b/a.c\n@@ -1,2 +1,2 @@\n-a\n-b\n-c\n+d\n",
     "other lines than its header says"),
    ("cut off", BAD[:-20], ""),
    ("binary C", "diff --git a/a.c b/a.c\nindex 0123456..89abcde 100644\nGIT binary patch\n"
     "literal 3\nKcmZQzU|?i`0001!\n\n", "binary"),
    ("no diff", "nothing\n", "no diff"),
]
for name, body, words in refused:
    status, out, err = run(mail(body) + mail(BAD, "2/2"))
    if name == "cut off":
        # what is left of a line is a line
        continue
    expect(name, status == 2 and words.encode() in err and b"1/2" in err and out.startswith(FOUND)
           and is_calm(err) and is_calm(out), (status, out, err))

# What has no effect: the patch is reviewed, and nothing comes of it.
harmless = [
    ("escapes in a name", new_file('"b/\\033[31mred\\033[0m.c"')),
    ("a link", new_file("b/new", "+/etc/passwd\n\\ No newline at end of file\n", "120000")),
    ("a link in C", new_file("b/new.c", "+/etc/passwd\n\\ No newline at end of file\n", "120000")),
    ("a picture", "diff --git a/p.png b/p.png\nnew file mode 100644\nindex 0000000..89abcde\n"
     "GIT binary patch\nliteral 3\nKcmZQzU|?i`0001!\n\nliteral 0\nHcmV?d00001\n\n"),
    ("a configuration", new_file("b/.dmacheck.toml", "+level = \"nonsense\"\n")),
    ("attributes", new_file("b/.gitattributes", "+*.c filter=evil\n")),
    ("an include from outside", new_file("b/i.c", "+#include \"../../../../etc/passwd\"\n")),
]
for name, body in harmless:
    status, out, err = run(mail(body) + mail(BAD, "2/2"))
    expect(name, status == 1 and out.startswith(FOUND) and is_calm(out) and is_calm(err),
           (status, out, err))


def nested(depth):
    text = "Content-Type: multipart/mixed; boundary=b0\n"
    for i in range(depth):
        text += f"\n--b{i}\nContent-Type: multipart/mixed; boundary=b{i + 1}\n"
    return f"\n--b{depth}\nContent-Type: text/plain\n\n".join((text, BAD))


head, body = nested(10000).split("\n", 1)
status, out, err = run(mail(body[1:], headers=head + "\n") + mail(BAD, "2/2"))
expect("nested parts", status == 2 and b"parts" in err and out.startswith(FOUND),
       (status, out, err))

# Too much of anything ends at once, in little memory.
if "asan" not in sys.argv[2:]:
    for name, command in (
            ("endless input", 'yes "+words" | "$1" review --tree .'),
            ("gigabyte", 'truncate -s 1G big; "$1" review --tree . big; s=$?; rm big; exit $s')):
        result = subprocess.run(["sh", "-c", "ulimit -v 1500000; " + command, "sh", program],
                                capture_output=True, timeout=60)
        expect(name, result.returncode == 2 and b"64 MiB" in result.stderr, result)

# A header cannot be ended, nor the terminal be steered, by what is quoted from another.
for subject, sender in (
        ("=?UTF-8?q?x=0ABcc:_all@example.org?=", "A <a@example.org>"),
        ("=?UTF-8?b?" + base64.b64encode(b"x\r\nBcc: all@example.org\r\n\r\n").decode() + "?=",
         "A <a@example.org>"),
        ("x\r\n Bcc: all@example.org", "=?UTF-8?q?A=0ABcc:_all=40example.org?= <a@example.org>"),
        ("\x1b]0;title\x07\x1b[2J", "A\x1b[31m <a@example.org>"),
        ("x", "A <a@example.org\x0aBcc:all@example.org>"),
        ("x", '"A\\\nBcc: all@example.org" <a@example.org>')):
    status, out, err = run(mail(BAD, "1/1", subject, sender=sender), text="mail")
    headers = out.split(b"\n\n", 1)[0]
    expect(f"header {subject!r} {sender!r}",
           status == 1 and b"\nBcc:" not in out and is_calm(out) and is_calm(err) and
           all(re.match(rb"From dmacheck |(To|Cc|Subject|In-Reply-To|References|MIME-Version|"
                        rb"Content-Type|Content-Transfer-Encoding): | <", line)
               for line in headers.split(b"\n")), (status, out, err))

# Bytes of any kind in the places of names, each in a patch of its own.
status, out, err = run(b"".join(
    mail(new_file("b/xy.c").encode().replace(b"xy.c", b"x" + bytes([i]) + b"y.c"), f"{i + 1}/256")
    for i in range(256)))
expect("bytes in names", status in (0, 2) and is_calm(err), (status, out, err))

sys.exit(len(failed) > 0)
