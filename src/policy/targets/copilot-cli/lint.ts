import { finder, type Linter, type LintFinding } from '../../core/lint-finding.ts'
import { nearest } from '../../core/nearest.ts'
import { unknownTool } from '../../core/unknown-tool.ts'
import { shellWords } from './simulate.ts'

// Flags about tools; others are none of the linter's business.
const FLAGS = ['--allow-tool', '--deny-tool', '--available-tools', '--excluded-tools', '--allow-all-tools']
const KINDS = ['shell', 'write', 'read', 'url', 'memory']

/**
 * A command of GitHub Copilot CLI. Source: docs.github.com, "Allowing and denying tools", read 2026-11-20; names tried with
 * 1.0.102.
 */
export const lintCopilotCli: Linter = (text, known) => {
  const find = finder('copilot-cli', text)
  const words = shellWords(text)
  if (!words) return [find('unreadable', 'a quote is not closed')]
  const findings: LintFinding[] = []
  const values: { flag: string; value: string }[] = []
  for (const [index, word] of words.entries()) {
    const [flag = '', joined] = word.split(/=(.*)/s)
    if (!/^--.*tools?$/.test(flag)) continue
    if (!FLAGS.includes(flag)) {
      const meant = nearest(flag, FLAGS)
      findings.push(find('unknown-flag', `${flag} is no flag about tools${meant ? `; ${meant} is` : ''}`, flag))
      continue
    }
    const value = joined ?? words[index + 1]
    if (flag !== '--allow-all-tools' && value !== undefined) values.push({ flag, value })
  }
  const of = (flag: string) => values.filter((one) => one.flag === flag).map(({ value }) => value)
  if (of('--available-tools').length > 0 && of('--excluded-tools').length > 0)
    findings.push(
      find('ignored-exclusion', '--excluded-tools does nothing beside --available-tools', '--excluded-tools'),
    )
  for (const value of [...of('--allow-tool'), ...of('--deny-tool')]) {
    const [, server, , tool] = /^([^()]+?)(\((.*)\))?$/s.exec(value) ?? []
    if (server === undefined) findings.push(find('no-match', `${value} is no Server(tool)`, value))
    else if (!KINDS.includes(server) && tool !== undefined) {
      if (tool !== '' && (!/^[A-Za-z0-9_-]+$/.test(tool) || `${server}-${tool}`.length > 64))
        findings.push(find('no-match', `${value} names no tool as Copilot knows it`, value))
      else findings.push(...unknownTool(find, known, server, tool))
    }
  }
  for (const value of of('--allow-tool')) {
    const over = of('--deny-tool').find((other) => other === value || value.startsWith(`${other}(`))
    if (over) findings.push(find('shadowed', `${value} is allowed, and ${over} is denied`, value))
  }
  return findings
}
