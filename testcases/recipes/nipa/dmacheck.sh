#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A test of NIPA: what the patch at HEAD brings.  Errors fail, warnings warn (250).
out=$(dmacheck check --quiet --diff HEAD~..HEAD)
status=$?
[ -z "$out" ] || printf '%s\n' "$out"
case $status in
0) said="nothing new" ;;
1) said="$(printf '%s\n' "$out" | grep -c '\[[a-z_]*\]$') new" ;;
*) said="could not be run" ;;
esac
echo "dmacheck: $said" >&"${DESC_FD:-1}"
case $status in
0) exit 0 ;;
1) printf '%s\n' "$out" | grep -q ': error: .*\[[a-z_]*\]$' || exit 250 ;;
esac
exit 1
