import { at, type DocumentNode, memberOf, type Span, textOf, textsOf } from '../../core/document.ts'
import type { KnownServers } from '../../core/linter.ts'
import type { Decision, MergedScopes, RulePlace, ScopedText, ScopeMerge } from '../../core/scope-merge.ts'

const LISTS = ['enabled_tools', 'disabled_tools'] as const
const MODE = 'default_tools_approval_mode'
const OUTCOMES: Record<string, string> = { approve: 'allowed', prompt: 'asks', auto: 'by hints', writes: 'by hints' }

/** One value with the file that it is from. */
interface Setting {
  value: DocumentNode
  by: RulePlace
}

/** What all files say of one server: of each member the value of the strongest file that has it. */
interface MergedServer {
  enabled?: Setting
  disabled?: Setting
  mode?: Setting
  tools: Map<string, Setting>
}

/**
 * The tables of all files become one, member by member: a list of a stronger file replaces that of a weaker one, and is not added
 * to it. Source: developers.openai.com/codex/config-basic, “Configuration precedence”, read 2026-11-21; lists were tried with
 * 0.169.0.
 */
export const mergeCodexFiles: ScopeMerge = {
  scopes: [
    { id: 'managed', places: ['/etc/codex/managed_config.toml'] },
    { id: 'project', places: ['.codex/config.toml'] },
    { id: 'user', places: ['~/.codex/config.toml'] },
    { id: 'system', places: ['/etc/codex/config.toml'] },
  ],
  decide(files, known): MergedScopes {
    const withoutEffect: MergedScopes['withoutEffect'] = []
    const notes: string[] = []
    const servers = new Map<string, MergedServer>()
    for (const file of files) {
      const { scope, source } = file
      if (source.toml.problems.length > 0) {
        notes.push(`${source.file || scope}: Codex cannot read the file and does not start.`)
        continue
      }
      for (const { name, node } of at(source.toml.root, 'mcp_servers')?.members ?? [])
        addServer(servers, name, node, file, withoutEffect)
    }
    if (files.some(({ scope }) => scope === 'project'))
      notes.push('Codex reads the file of the project only after you trust the project.')
    notes.push(...openings(files))
    for (const [name, { enabled, disabled }] of servers) {
      const off = new Set(textsOf(disabled?.value).map(({ text }) => text))
      for (const { text, node } of textsOf(enabled?.value))
        if (enabled && disabled && off.has(text))
          withoutEffect.push({
            rule: { ...enabled.by, at: node, rule: `${text} of ${name}: enabled` },
            why: `disabled_tools of ${disabled.by.scope} has it, too`,
          })
    }
    return { decisions: [...servers].flatMap((entry) => decisions(entry, known)), withoutEffect, notes }
  },
}

function addServer(
  servers: Map<string, MergedServer>,
  name: string,
  node: DocumentNode,
  { scope, source }: ScopedText,
  withoutEffect: MergedScopes['withoutEffect'],
): void {
  const server: MergedServer = servers.get(name) ?? { tools: new Map() }
  servers.set(name, server)
  const setting = (value: DocumentNode, at: Span, rule: string): Setting => ({ value, by: { scope, source, at, rule } })
  const lose = ({ by }: Setting, stronger: Setting) =>
    withoutEffect.push({ rule: by, why: `${stronger.by.rule} in ${stronger.by.scope} replaces it` })
  const take = (key: 'enabled' | 'disabled' | 'mode', member: string) => {
    const found = memberOf(node, member)
    if (!found) return
    const shown = `${member} of ${name}${found.node.items ? '' : `: ${textOf(found.node) ?? found.node.kind}`}`
    const own = setting(found.node, found.key, shown)
    const stronger = server[key]
    if (stronger) lose(own, stronger)
    else server[key] = own
  }
  take('enabled', LISTS[0])
  take('disabled', LISTS[1])
  take('mode', MODE)
  for (const tool of at(node, 'tools')?.members ?? []) {
    const mode = memberOf(tool.node, 'approval_mode')
    if (!mode) continue
    const own = setting(mode.node, mode.key, `${tool.name} of ${name}: ${textOf(mode.node) ?? mode.node.kind}`)
    const stronger = server.tools.get(tool.name)
    if (stronger) lose(own, stronger)
    else server.tools.set(tool.name, own)
  }
}

/** Settings that let pass what needs approval; of each the strongest file counts. */
function openings(files: readonly ScopedText[]): string[] {
  const strongest = (name: string) =>
    files.flatMap(({ scope, source }) => {
      const value = textOf(at(source.toml.root, name))
      return value === undefined ? [] : [{ scope, value }]
    })[0]
  const [sandbox, policy] = [strongest('sandbox_mode'), strongest('approval_policy')]
  if (sandbox?.value !== 'danger-full-access') return []
  return [
    policy?.value === 'never'
      ? `sandbox_mode is danger-full-access in ${sandbox.scope} and approval_policy is never in ${policy.scope}: tools that ask pass without a question.`
      : `sandbox_mode is danger-full-access in ${sandbox.scope}: in codex exec, tools that ask pass without a question.`,
  ]
}

/** What becomes of the tools that the files name, and of those of a server that is known. */
function decisions([name, server]: [string, MergedServer], known: KnownServers): Decision[] {
  const { enabled, disabled, mode, tools } = server
  const named = (list: Setting | undefined) => textsOf(list?.value).map(({ text }) => text)
  const [on, off] = [new Set(named(enabled)), new Set(named(disabled))]
  const all = new Set([...on, ...off, ...tools.keys(), ...(known.get(name) ?? [])])
  return [...all].sort().flatMap((tool): Decision[] => {
    const shown = `${name}/${tool}`
    if (disabled && off.has(tool)) return [{ tool: shown, outcome: 'hidden', by: disabled.by }]
    if (enabled && !on.has(tool)) return [{ tool: shown, outcome: 'hidden', by: enabled.by }]
    const by = tools.get(tool) ?? mode
    if (by) return [{ tool: shown, outcome: OUTCOMES[textOf(by.value) ?? ''] ?? 'refused', by: by.by }]
    return enabled ? [{ tool: shown, outcome: 'by hints', by: enabled.by }] : []
  })
}
