-- SPDX-License-Identifier: GPL-2.0-only
-- What somebody does in the editor, and what is seen of it in $REPORT.
local report = assert(io.open(os.getenv("REPORT"), "w"))
local levels = { "error", "warning", "note" }

local function seen()
	local lines = {}
	for _, d in ipairs(vim.diagnostic.get(0)) do
		local code = d.code or (d.user_data and d.user_data.lsp and d.user_data.lsp.code)
		table.insert(lines, string.format("%d:%d %s %s %s", d.lnum + 1, d.col + 1,
			levels[d.severity], code, d.message))
	end
	return #lines > 0 and table.concat(lines, "; ") or "nothing"
end

-- Until there are so many diagnostics.
local function tell(what, nr)
	assert(vim.wait(20000, function() return #vim.diagnostic.get(0) == nr end, 20), what)
	report:write(what, ": ", seen(), "\n")
end

local function ask(method, params)
	params.textDocument = vim.lsp.util.make_text_document_params()
	local answers = assert(vim.lsp.buf_request_sync(0, method, params, 20000))
	for _, answer in pairs(answers) do
		return answer.result
	end
end

local function main()
	local id = assert(vim.lsp.start_client({ name = "dmacheck", cmd = { os.getenv("DMACHECK"), "lsp" } }))
	assert(vim.lsp.buf_attach_client(0, id))
	tell("opened", 1)

	local hover = ask("textDocument/hover", { position = { line = 4, character = 10 } })
	report:write("hover: ", vim.split(hover.contents.value, "\n")[1], "\n")

	local actions = ask("textDocument/codeAction", {
		range = { start = { line = 4, character = 0 }, ["end"] = { line = 4, character = 0 } },
		context = { diagnostics = {} },
	})
	report:write("action: ", actions[1].title, "\n")
	vim.lsp.util.apply_workspace_edit(actions[1].edit, "utf-16")
	tell("mended", 0)

	vim.cmd("silent undo")
	tell("typed", 1)
	vim.cmd("silent redo | silent write")
	tell("saved", 0)
	vim.lsp.stop_client(id)
end

local ok, why = pcall(main)
report:close()
if not ok then
	io.stderr:write(tostring(why), "\n")
	vim.cmd("cquit")
end
vim.cmd("qall!")
