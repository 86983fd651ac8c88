import { at, textsOf } from '../../core/document.ts'
import type { Decision, MergedScopes, RulePlace, ScopeMerge } from '../../core/scope-merge.ts'

/**
 * The lists of the project and of the user count together. Source: cursor.com/docs/reference/permissions, read 2026-11-21;
 * an older text of the same page knew no file of the project.
 */
export const mergeCursorFiles: ScopeMerge = {
  scopes: [
    { id: 'project', places: ['.cursor/permissions.json'] },
    { id: 'user', places: ['~/.cursor/permissions.json'] },
  ],
  decide(files): MergedScopes {
    const first = new Map<string, RulePlace>()
    const decisions: Decision[] = []
    const withoutEffect: MergedScopes['withoutEffect'] = []
    for (const { scope, source } of files)
      for (const { text, node } of textsOf(at(source.json.root, 'mcpAllowlist'))) {
        const rule: RulePlace = { scope, source, at: node, rule: text }
        const before = first.get(text)
        if (before) withoutEffect.push({ rule, why: `${before.scope} lists it, too` })
        else {
          first.set(text, rule)
          decisions.push({ tool: text, outcome: 'allowed', by: rule })
        }
      }
    return {
      decisions,
      withoutEffect,
      notes: ['Everything else asks. Controls that a team sets in the dashboard come before these files.'],
    }
  },
}
