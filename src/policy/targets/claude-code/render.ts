import type { Rule } from '../../../schema/rule.ts'
import { escapeUnseen } from '../../core/escape.ts'
import { settle } from '../../core/lower-rule.ts'
import { mergeRules, stricter } from '../../core/merge-rules.ts'
import type { Format, Loss, SnippetEffect } from '../../core/target.ts'

/**
 * Permission rules in the settings of Claude Code: deny before ask before allow, tools as `mcp__<server>__<tool>`. A deny
 * of a bare tool also takes it out of the model's context. Rules with parentheses are skipped when they name an MCP tool
 * in a settings file, so arguments are never written.
 * Source: code.claude.com/docs/en/permissions and /docs/en/mcp, read 2026-11-20.
 */
export const claudeCode: Format = {
  id: 'claude-code',
  label: 'Claude Code',
  language: 'json',
  minimumVersion: 'Claude Code 2 or later',
  about: 'Anthropic’s coding agent. The file lies in the project, or in the home folder for all projects.',
  fileName: () => '.claude/settings.json',
  render(all, { rest, serverKey }) {
    const { settled, losses, effects } = permissions(all, rest, serverKey)
    const document = {
      $schema: 'https://json.schemastore.org/claude-code-settings.json',
      permissions: settled,
    }
    const text = escapeUnseen(`${JSON.stringify(document, null, 2)}\n`, 'json')
    return {
      format: 'claude-code',
      serverKey,
      file: claudeCode.fileName(serverKey),
      language: 'json',
      text,
      losses,
      effects,
      rest: 'allow',
    }
  },
}

/** The three lists of permission rules, for every file that holds them. */
export function permissions(all: readonly Rule[], rest: 'allow' | 'deny', serverKey: string) {
  const { rules, losses: unnamed } = mergeRules(all, 'allow')
  const byId = new Map<string, Rule>()
  const sharing: Loss[] = []
  for (const rule of rules) {
    const id = claudeToolId(serverKey, rule.tool)
    const other = byId.get(id)
    if (other && sharing.length === 0)
      sharing.push({
        what: 'Claude Code writes every character beyond letters, digits, underscore and hyphen as an underscore. Two tools then have the same name, and the stricter rule holds for both.',
      })
    byId.set(id, other ? { ...stricter(other, rule), tool: rule.tool } : rule)
  }
  const can = { ask: true, hide: true, limits: false, conditions: false, denyHides: true }
  const { settled, losses } = settle([...byId.values()], can, 'Claude Code')
  const outcome = new Map(settled.map(({ rule, effect }) => [claudeToolId(serverKey, rule.tool), effect]))
  const listed = (wanted: SnippetEffect) => [...outcome].flatMap(([id, effect]) => (effect === wanted ? [id] : []))
  const lists = { deny: listed('hide'), ask: listed('ask'), allow: listed('allow') }
  const rests: Loss[] =
    rest === 'deny'
      ? [
          {
            what: 'Claude Code cannot refuse what is not named without refusing the named tools, too. It asks about unnamed tools in its default mode; start it in that mode.',
          },
        ]
      : []
  return {
    settled: Object.fromEntries(Object.entries(lists).filter(([, ids]) => ids.length > 0)),
    losses: [...unnamed, ...sharing, ...losses, ...rests],
    effects: new Map(rules.map(({ tool }) => [tool, outcome.get(claudeToolId(serverKey, tool)) as SnippetEffect])),
  }
}

/** The name that Claude Code gives a tool. */
export function claudeToolId(serverKey: string, tool: string): string {
  return `mcp__${plain(serverKey)}__${plain(tool)}`
}

const plain = (name: string) => name.replace(/[^A-Za-z0-9_-]/g, '_')
