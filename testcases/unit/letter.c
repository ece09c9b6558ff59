// SPDX-License-Identifier: GPL-2.0-only
/* Mails: what headers say, the diff whatever it was wrapped in, and which mails are the series. */
#include "letter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "array.h"
#include "series.h"

#define DIFF "diff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n@@ -1,2 +1,2 @@\n-a\n+b\n c\n"
#define HEAD "From: A <a@example.org>\nSubject: [PATCH] x\n"
#define TYPE(type) "MIME-Version: 1.0\nContent-Type: " type "\n"

static struct dc_letters read_text(const char *text)
{
	struct dc_letters letters = { 0 };

	dc_letters_read(&letters, "file", text, strlen(text));
	return letters;
}

/* Bodies, and what begins with their diff; each has HEAD in front of it. */
static const struct {
	const char *mail, *diff;
} bodies[] = {
	{ "\nWords.\n---\n x.c | 2 +-\n\n" DIFF "-- \n2.39\n", DIFF },
	/* quoted-printable, with soft breaks within lines of the diff */
	{ TYPE("text/plain; charset=UTF-8") "Content-Transfer-Encoding: quoted-printable\n\n"
	  "diff --git a/x.c =\nb/x.c\n--- a/x.c\n+++ b/x.c\n@@ -1,2 +1,2 @@\n-a=20\n+=\nb =3D =\n\n=20c\n",
	  "diff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n@@ -1,2 +1,2 @@\n-a \n+b = \n c\n" },
	{ TYPE("text/plain") "Content-Transfer-Encoding: base64\n\n"
	  "ZGlmZiAtLWdpdCBhL3guYyBiL3guYwotLS0gYS94LmMKKysrIGIveC5jCkBAIC0xLDIgKzEsMiBA\n"
	  "QAotYQorYgogYwo=\n", DIFF },
	/* attached, beside words and what is no text */
	{ TYPE("multipart/mixed; boundary=b") "\n--b\nContent-Type: text/plain\n\nWords.\n"
	  "--b\nContent-Type: text/html\n\n<p>\n--b\nContent-Type: text/x-patch; name=x.patch\n"
	  "Content-Disposition: attachment; filename=x.patch\n\n" DIFF "\n--b--\n", DIFF },
	{ TYPE("multipart/mixed; boundary=b") "\n--b\nContent-Type: application/octet-stream\n"
	  "Content-Disposition: attachment; filename=x.diff\n\n" DIFF "\n--b--\n", DIFF },
	{ TYPE("multipart/signed; boundary=b; micalg=pgp-sha1; protocol=\"application/pgp-signature\"")
	  "\n--b\nContent-Type: text/plain\n\n" DIFF "\n--b\n"
	  "Content-Type: application/pgp-signature\n\nx\n--b--\n", DIFF },
	{ TYPE("multipart/mixed; boundary=b") "\n--b\nContent-Type: message/rfc822\n\n" HEAD "\n"
	  DIFF "\n--b--\n", DIFF },
	/* flowed: a blank in front is not meant, one at the end joins */
	{ TYPE("text/plain; format=flowed") "\ndiff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n"
	  "@@ -1,2 +1,2 @@\n-a\n+b \nb\n  c\n-- \n2.39\n",
	  "diff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n@@ -1,2 +1,2 @@\n-a\n+b b\n c\n-- \n" },
	{ TYPE("text/plain; format=flowed; delsp=yes") "\ndiff --git a/x.c b/x.c\n--- a/x.c\n"
	  "+++ b/x.c\n@@ -1,2 +1,2 @@\n-a\n+b \nb\n  c\n",
	  "diff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n@@ -1,2 +1,2 @@\n-a\n+bb\n c\n" },
	{ TYPE("text/plain; format=flowed") "\n--- a/x.c\n+++ b/x.c\n@@ -1,3 +1,3 @@\n  \n-a\n+b\n  c\n",
	  "--- a/x.c\n+++ b/x.c\n@@ -1,3 +1,3 @@\n \n-a\n+b\n c\n" },
	/* line ends of mails, and of files that have them themselves */
	{ "\r\nWords.\r\n\r\ndiff --git a/x.c b/x.c\r\n--- a/x.c\r\n+++ b/x.c\r\n@@ -1 +1 @@\r\n-a\r\n+b\r\n",
	  "diff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-a\n+b\n" },
	{ "\ndiff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-a\r\n+b\r\n",
	  "diff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-a\r\n+b\r\n" },
	/* a diff that is no git's, one that is quoted, none */
	{ "\n--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-a\n+b\n", "--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-a\n+b\n" },
	{ "\n> --- a/x.c\n> +++ b/x.c\n> @@ -1 +1 @@\n> -a\n> +b\n", NULL },
	{ "\nWords.\n", NULL },
	{ TYPE("text/html") "\n" DIFF, NULL },
};

static void test_bodies(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bodies); i++) {
		struct dc_letters letters;
		char mail[2000];

		snprintf(mail, sizeof(mail), HEAD "%s", bodies[i].mail);
		letters = read_text(mail);
		assert_int_equal(letters.nr, 1);
		assert_null(letters.items[0].problem);
		assert_int_equal(!letters.items[0].nr_texts, !bodies[i].diff);
		if (bodies[i].diff) {
			const struct dc_bytes *text = &letters.items[0].texts[0];

			assert_true(text->length >= strlen(bodies[i].diff));
			assert_memory_equal(text->data, bodies[i].diff, strlen(bodies[i].diff));
		}
		dc_letters_free(&letters);
	}
}

/* A file in latin1 and one in UTF-8 may both be what a mail in latin1 is about. */
static void test_latin1(void **state)
{
	struct dc_letters letters = read_text(HEAD TYPE("text/plain; charset=ISO-8859-1")
		"Content-Transfer-Encoding: 8bit\n\n"
		"--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-\xe4\n+\xf6\n");

	(void)state;
	assert_int_equal(letters.items[0].nr_texts, 2);
	assert_non_null(memmem(letters.items[0].texts[0].data, letters.items[0].texts[0].length,
			       "\n-\xe4\n", 4));
	assert_non_null(memmem(letters.items[0].texts[1].data, letters.items[0].texts[1].length,
			       "\n-\xc3\xa4\n", 5));
	dc_letters_free(&letters);
}

static void test_headers(void **state)
{
	struct dc_letters letters = read_text(
		"From: =?iso-8859-1?q?J=F6rg?= <joerg@example.org>\n"
		"To: B <b@example.org>, dri-devel@lists.example.org\nCc: c@example.org, bad\n"
		"Subject: [PATCH net-next\n v6.1 04/20] =?UTF-8?q?x=0ABcc:_y?=\n"
		"Message-ID: <4@example.org>\nReferences: <1@example.org>\n <3@example.org>\n"
		"In-Reply-To: <3@example.org>\nDate: Thu, 1 Jan 1970 00:01:00 +0000\n\n" DIFF);
	const struct dc_letter *letter = letters.items;

	(void)state;
	assert_string_equal(letter->author_name, "J\303\266rg");
	assert_string_equal(letter->author, "joerg@example.org");
	assert_string_equal(letter->recipients,
			    "b@example.org, dri-devel@lists.example.org, c@example.org");
	assert_string_equal(letter->list, "dri-devel@lists.example.org");
	assert_string_equal(letter->title, "x Bcc: y");
	assert_string_equal(letter->id, "<4@example.org>");
	assert_string_equal(letter->references, "<1@example.org> <3@example.org>");
	assert_int_equal(letter->date, 60);
	assert_int_equal(letter->version, 6001);
	assert_int_equal(letter->number, 4);
	assert_int_equal(letter->total, 20);
	assert_false(letter->is_reply);
	dc_letters_free(&letters);
}

/* What a line that begins with From, and does not begin a mail, is to a file of several. */
static void test_mbox(void **state)
{
	struct dc_letters letters = read_text(
		"From a Mon Sep 17 00:00:00 2001\n" HEAD "\nFrom here on: words at 10:00\n"
		"From 1 to 2\n>From a quotation\n\n" DIFF "\n"
		"From b@example.org  Mon Sep 17 00:00:00 2001\n" HEAD "\n" DIFF);

	(void)state;
	assert_int_equal(letters.nr, 2);
	assert_string_equal(letters.items[0].source, "file: mail 1");
	assert_int_equal(letters.items[0].nr_texts, 1);
	assert_int_equal(letters.items[1].nr_texts, 1);
	dc_letters_free(&letters);
	letters = read_text(DIFF);
	assert_int_equal(letters.nr, 1);
	assert_false(letters.items[0].is_mail);
	dc_letters_free(&letters);
}

/* Threads as subjects, an = in front of one without a diff, and the numbers of those that count. */
static const struct {
	const char *subjects[8];
	const char *chosen;
	unsigned int nr_older, nr_missing;
} threads[] = {
	{ { "[PATCH] a" }, "0", 0, 0 },
	{ { "a" }, "0", 0, 0 },
	{ { "=[PATCH 0/2] c", "[PATCH 1/2] a", "[PATCH 2/2] b" }, "12", 0, 0 },
	{ { "[PATCH 0/2] c", "[PATCH 2/2] b", "[PATCH 1/2] a" }, "21", 0, 0 },
	{ { "[PATCH 1/2] a", "Re: [PATCH 1/2] a", "=Re: [PATCH 2/2] b", "[PATCH 2/2] b" }, "03", 0, 0 },
	{ { "[PATCH v2 1/2] a", "[PATCH 1/3] a", "[PATCH v2 2/2] b", "[PATCH 2/3] b" }, "02", 2, 0 },
	{ { "[PATCH v5 09/20] a", "[RFC PATCH v10 09/20] a" }, "1", 1, 0 },
	{ { "[PATCH 1/2] a", "[PATCH RESEND 1/2] a", "[PATCH 2/2] b" }, "12", 0, 0 },
	{ { "[PATCH v6 1/2] a", "[PATCH v6.1 1/2] a, better", "[PATCH v6 2/2] b" }, "12", 0, 0 },
	{ { "[PATCH v2] a", "[PATCH v3] a", "[PATCH] b" }, "12", 0, 0 },
	{ { "[PATCH 1/4] a", "[PATCH 3/4] b" }, "01", 0, 2 },
	{ { "[PATCH 3/4] a" }, "0", 0, 0 },
	/* lost on the way, which is to be told */
	{ { "[PATCH 1/2] a", "=[PATCH 2/2] b" }, "01", 0, 0 },
	/* a question, and the mail that was asked about */
	{ { "=words", "[PATCH] a" }, "1", 0, 0 },
	{ { "Re: [PATCH] a" }, "0", 0, 0 },
	{ { "Re: [PATCH] a", "AW: Re: [PATCH] a" }, "", 0, 0 },
};

static void add_mail(struct dc_letters *letters, const char *subject)
{
	bool is_empty = *subject == '=';
	char mail[400];

	snprintf(mail, sizeof(mail), "From: A <a@example.org>\nSubject: %s\n\n%s", subject + is_empty,
		 is_empty ? "words\n" : DIFF);
	dc_letters_read(letters, "file", mail, strlen(mail));
}

static void test_threads(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(threads); i++) {
		struct dc_letters letters = { 0 };
		struct dc_series series;
		char chosen[9] = "";

		for (size_t k = 0; k < 8 && threads[i].subjects[k]; k++)
			add_mail(&letters, threads[i].subjects[k]);
		dc_series_choose(&series, &letters);
		assert_true(series.nr < sizeof(chosen));
		for (size_t k = 0; k < series.nr; k++)
			chosen[k] = (char)('0' + (series.patches[k] - letters.items));
		assert_string_equal(chosen, threads[i].chosen);
		assert_int_equal(series.nr_older, threads[i].nr_older);
		assert_int_equal(series.nr_missing, threads[i].nr_missing);
		dc_series_free(&series);
		dc_letters_free(&letters);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bodies),
		cmocka_unit_test(test_latin1),
		cmocka_unit_test(test_headers),
		cmocka_unit_test(test_mbox),
		cmocka_unit_test(test_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
