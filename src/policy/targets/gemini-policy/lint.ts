import { finder, type Linter, type LintFinding } from '../../core/lint-finding.ts'
import { readToml } from '../../core/read-text.ts'
import { unknownTool } from '../../core/unknown-tool.ts'
import { geminiFileSchema } from './simulate.ts'

/** Rules of Gemini CLI's policy engine. Source: google-gemini/gemini-cli, policy/toml-loader.ts, read 2026-11-20. */
export const lintGeminiPolicy: Linter = (text, known) => {
  const find = finder('gemini-policy', text)
  const { value, problems } = readToml(text, geminiFileSchema)
  if (!value) return problems.map((what) => find('unreadable', what))
  return value.rule.flatMap(({ mcpName, toolName, decision, priority }) => {
    const findings: LintFinding[] = []
    if (toolName !== '*') findings.push(...unknownTool(find, known, mcpName, toolName))
    if (mcpName.includes('_')) findings.push(find('underscore', `${mcpName} holds an underscore`, mcpName))
    const over = value.rule.find(
      (other) =>
        other.mcpName === mcpName &&
        other.priority > priority &&
        other.decision !== decision &&
        (other.toolName === toolName || (other.toolName === '*' && toolName !== '*')),
    )
    if (over)
      findings.push(
        find(
          'shadowed',
          `${toolName} of ${mcpName}: the rule for ${over.toolName} has priority ${over.priority}`,
          toolName,
        ),
      )
    return findings
  })
}
