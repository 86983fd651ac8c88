import { finder, type KnownTools, type Linter, type LintFinding } from '../../core/linter.ts'
import { readToml } from '../../core/read-text.ts'
import { unknownTool } from '../../core/unknown-tool.ts'
import { geminiFileSchema } from './simulate.ts'

/** Rules of Gemini CLI's policy engine. Source: google-gemini/gemini-cli, policy/toml-loader.ts, read 2026-11-20. */
function findings(text: string, known: KnownTools): LintFinding[] {
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

/** Reads files that people already have. */
export const geminiPolicyLinter: Linter = {
  recognise(file, text) {
    return /\.toml$/.test(file) && /^\s*\[\[rule\]\]/m.test(text) ? 'content' : undefined
  },
  find: findings,
  rules: [
    {
      id: 'unreadable',
      title: 'One bad rule drops the whole file',
      about:
        'The loader leaves out a file in which a rule has an unknown member, lacks one or has a priority beyond 0 to 999; toolName is required in every rule.',
      fix: 'Correct what is named.',
      bad: '[[rule]]\nmcpName = "github"\ndecision = "deny"\npriority = 500\n',
      good: '[[rule]]\nmcpName = "github"\ntoolName = "*"\ndecision = "deny"\npriority = 500\n',
    },
    {
      id: 'underscore',
      title: "A server's name with an underscore",
      about: 'Names are split at the first underscore, so the rule matches nothing.',
      fix: 'Rename the server with hyphens, in settings.json and here.',
      bad: '[[rule]]\nmcpName = "my_server"\ntoolName = "pay"\ndecision = "deny"\npriority = 500\n',
      good: '[[rule]]\nmcpName = "my-server"\ntoolName = "pay"\ndecision = "deny"\npriority = 500\n',
    },
    {
      id: 'shadowed',
      title: 'A rule that another of the same server hides',
      about:
        'Of all rules that match, the one of the highest priority decides; a rule for one tool below a rule for all never counts.',
      fix: 'Give the rule for one tool the higher priority.',
      bad: '[[rule]]\nmcpName = "github"\ntoolName = "get_me"\ndecision = "allow"\npriority = 100\n[[rule]]\nmcpName = "github"\ntoolName = "*"\ndecision = "deny"\npriority = 500\n',
      good: '[[rule]]\nmcpName = "github"\ntoolName = "get_me"\ndecision = "allow"\npriority = 500\n[[rule]]\nmcpName = "github"\ntoolName = "*"\ndecision = "deny"\npriority = 100\n',
    },
    {
      id: 'unknown-tool',
      title: 'A tool that the server does not have',
      about:
        'The catalogue knows a server of this name, and it lists no such tool, so the rule counts for nothing until it does.',
      fix: 'Take the name that is meant.',
      bad: '[[rule]]\nmcpName = "github"\ntoolName = "delete_fil"\ndecision = "deny"\npriority = 500\n',
      good: '[[rule]]\nmcpName = "github"\ntoolName = "delete_file"\ndecision = "deny"\npriority = 500\n',
    },
  ],
}
