import { finder, type KnownTools, type Linter, type LintFinding } from '../../core/linter.ts'
import { readToml } from '../../core/read-text.ts'
import { unknownTool } from '../../core/unknown-tool.ts'
import { codexConfigSchema } from './simulate.ts'

/** The configuration of Codex. Source: openai/codex, codex-rs/config/src/mcp_types.rs, read 2026-11-20. */
function findings(text: string, known: KnownTools): LintFinding[] {
  const find = finder('codex', text)
  const { value, problems } = readToml(text, codexConfigSchema)
  if (!value) return problems.map((what) => find('unreadable', what))
  return Object.entries(value.mcp_servers).flatMap(([server, own]) => {
    const findings: LintFinding[] = []
    if (own['command'] === undefined && own['url'] === undefined)
      findings.push(find('no-transport', `${server} has neither a command nor a url`, server))
    for (const tool of own.disabled_tools ?? [])
      if (own.enabled_tools?.includes(tool))
        findings.push(find('both-lists', `${tool} of ${server} is enabled and disabled`, tool))
    for (const tool of Object.keys(own.tools ?? {}))
      if (own.disabled_tools?.includes(tool) || (own.enabled_tools && !own.enabled_tools.includes(tool)))
        findings.push(find('mode-without-effect', `${tool} of ${server} has a mode and is not offered`, tool))
    for (const tool of new Set([
      ...(own.enabled_tools ?? []),
      ...(own.disabled_tools ?? []),
      ...Object.keys(own.tools ?? {}),
    ]))
      findings.push(...unknownTool(find, known, server, tool))
    return findings
  })
}

/** Reads files that people already have. */
export const codexLinter: Linter = {
  recognise(file) {
    if (/config\.toml$/.test(file)) return 'name'
    return /\.toml$/.test(file) ? 'guess' : undefined
  },
  find: findings,
  rules: [
    {
      id: 'unreadable',
      title: 'The file cannot be read',
      about: 'It is no TOML, or a member has the wrong type, so Codex refuses it.',
      fix: 'Correct what is named.',
      bad: '[mcp_servers.github\n',
      good: '[mcp_servers.github]\ncommand = "github-mcp"\n',
    },
    {
      id: 'both-lists',
      title: 'A tool that is enabled and disabled',
      about: 'Disabled tools are taken from the enabled ones, so the tool is off.',
      fix: 'Remove it from one of the lists.',
      bad: '[mcp_servers.github]\ncommand = "github-mcp"\nenabled_tools = ["get_me"]\ndisabled_tools = ["get_me"]\n',
      good: '[mcp_servers.github]\ncommand = "github-mcp"\nenabled_tools = ["get_me"]\n',
    },
    {
      id: 'no-transport',
      title: 'A server without a command or an address',
      about: 'Codex refuses a server that says neither how it is started nor where it is.',
      fix: 'Put the lines into the table of the server that you have.',
      bad: '[mcp_servers.github]\nenabled_tools = ["get_me"]\n',
      good: '[mcp_servers.github]\nurl = "https://example.com/mcp"\nenabled_tools = ["get_me"]\n',
    },
    {
      id: 'mode-without-effect',
      title: 'A mode for a tool that is not offered',
      about: 'The tool is disabled or is missing from the enabled ones, so its mode never counts.',
      fix: 'Offer the tool, or remove the mode.',
      bad: '[mcp_servers.github]\ncommand = "github-mcp"\ndisabled_tools = ["get_me"]\n[mcp_servers.github.tools.get_me]\napproval_mode = "approve"\n',
      good: '[mcp_servers.github]\ncommand = "github-mcp"\n[mcp_servers.github.tools.get_me]\napproval_mode = "approve"\n',
    },
    {
      id: 'unknown-tool',
      title: 'A tool that the server does not have',
      about:
        'The catalogue knows a server of this name, and it lists no such tool, so the entry counts for nothing until it does.',
      fix: 'Take the name that is meant.',
      bad: '[mcp_servers.github]\ncommand = "github-mcp"\ndisabled_tools = ["delete_fil"]\n',
      good: '[mcp_servers.github]\ncommand = "github-mcp"\ndisabled_tools = ["delete_file"]\n',
    },
  ],
}
