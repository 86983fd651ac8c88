import { finder, type Linter, type LintFinding } from '../../core/lint-finding.ts'
import { readToml } from '../../core/read-text.ts'
import { unknownTool } from '../../core/unknown-tool.ts'
import { codexConfigSchema } from './simulate.ts'

/** The configuration of Codex. Source: openai/codex, codex-rs/config/src/mcp_types.rs, read 2026-11-20. */
export const lintCodex: Linter = (text, known) => {
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
