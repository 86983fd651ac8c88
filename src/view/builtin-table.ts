import { builtinRules } from '../policy/core/builtin-rules.ts'
import { targets } from '../policy/targets/index.ts'
import { urls } from './urls.ts'

/** What clients can say about the tools that they have themselves: a column for each rule, a row for each client. */
export interface BuiltinTable {
  columns: string[]
  rows: { label: string; href: string; file: string; cells: string[] }[]
}

const COLUMNS: Record<string, string> = {
  delete: 'Deny rm',
  push: 'Ask before git push',
  edit: 'Ask before edits',
  secrets: 'Deny .env',
  keys: 'Deny ~/.ssh',
  fetch: 'Deny fetching',
}

/** Which of the rules for built-in tools each client can express, as its own renderer says it. */
export function builtinTable(): BuiltinTable {
  return {
    columns: builtinRules.map(({ id, what }) => COLUMNS[id] ?? what),
    rows: targets.flatMap(({ id, label, builtin }) => {
      if (!builtin) return []
      const without = new Set(builtin.render(builtinRules).unsaid.map(({ rule }) => rule.id))
      return [
        {
          label,
          href: `${urls.target(id)}#builtin`,
          file: builtin.file,
          cells: builtinRules.map((rule) => (without.has(rule.id) ? 'no rule' : 'yes')),
        },
      ]
    }),
  }
}
