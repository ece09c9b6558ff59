# SPDX-License-Identifier: GPL-2.0-only
# Reading the recipes that are YAML; tree.sh comes first.
for python in python3 /usr/bin/python3; do
	"$python" -c 'import yaml' 2>/dev/null && break
	[ "$python" = python3 ] || skip "no yaml for Python"
done

# part FILE KEY...: what stands there
part()
{
	"$python" -c '
import sys, yaml
at = yaml.safe_load(open(sys.argv[1]))
for key in sys.argv[2:]:
    at = at[int(key) if key.isdigit() else key]
print(at if isinstance(at, str) else "\n".join(at))' "$@"
}
