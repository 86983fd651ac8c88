import { type BuiltinPart, type BuiltinPolicy, type BuiltinRule, builtinParts } from '../../core/builtin-rules.ts'

const TOOLS = { shell: 'bash', edit: 'edit', read: 'read', fetch: 'webfetch' } as const

/**
 * A rule as OpenCode writes it: an action, or actions by pattern. `rm *` also matches the word alone. The permission edit covers
 * every tool that changes files. A file outside of the folder that OpenCode was started in is a matter of external_directory, for
 * commands, too.
 */
function permissionOf({ tool, of, effect }: BuiltinRule): BuiltinPart<Permission> {
  if (of === undefined) return { says: { key: TOOLS[tool], patterns: undefined, effect } }
  if (tool === 'shell') return { says: { key: 'bash', patterns: [`${of} *`], effect } }
  return of.startsWith('~')
    ? { says: { key: 'external_directory', patterns: [`${of}*`], effect } }
    : { says: { key: TOOLS[tool], patterns: [`*${of}`, `*${of}.*`], effect } }
}

interface Permission {
  key: string
  /** What is matched; everything when absent. */
  patterns: string[] | undefined
  effect: BuiltinRule['effect']
}

/** Rules for the tools of OpenCode itself, in its configuration. */
export const opencodeBuiltin: BuiltinPolicy = {
  file: 'opencode.json',
  language: 'json',
  source: 'opencode.ai/v1/docs/permissions, read 2026-11-21; tried in OpenCode 1.18.33',
  render(rules) {
    const { said, unsaid } = builtinParts(rules, permissionOf)
    const permission: Record<string, string | Record<string, string>> = {}
    for (const { key, patterns, effect } of said) {
      const other = permission[key]
      const own = patterns?.map((pattern) => [pattern, effect] as const)
      permission[key] = own ? { ...(typeof other === 'object' ? other : {}), ...Object.fromEntries(own) } : effect
    }
    return {
      text: `${JSON.stringify({ $schema: 'https://opencode.ai/config.json', permission }, null, 2)}\n`,
      unsaid,
    }
  },
}
