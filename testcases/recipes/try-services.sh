#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# try-services.sh DMACHECK SPECIMENS: the commands in the recipes for GitHub and GitLab, run as
# these do.
. "$(dirname "$0")/tree.sh"
. "$here/yaml.sh"

# A repository, where a branch brings one file with findings.
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@a GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@a
git init -q -b main repository
cd repository
cp "$specimens/alloc_cc_shared.c" old.c
git add -A
git commit -q -m base
git update-ref refs/remotes/origin/main HEAD
cp "$specimens/sg_mmio.c" new.c
git add -A
git commit -q -m change
GITHUB_BASE_REF=main sh -e -c "$(part "$here/github.yml" jobs dmacheck steps 1 run)" >out && exit 1
grep -q '^::error file=new.c,' out
if grep old.c out; then exit 1; fi
sh -e -c "$(part "$here/github.yml" jobs dmacheck steps 2 run)"
grep -q '"uri": "old.c"' dmacheck.sarif
CI_MERGE_REQUEST_DIFF_BASE_SHA=$(git rev-parse HEAD~) \
	sh -e -c "$(part "$here/gitlab.yml" dmacheck script 0)" && exit 1
grep -q '"path": "new.c"' dmacheck.json
if grep old.c dmacheck.json; then exit 1; fi
"$python" -m json.tool "$here/nipa/info.json" >/dev/null
