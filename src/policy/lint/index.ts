import type { LintTarget } from '../../schema/lint-rule.ts'
import { verifyGateway } from '../verify/gateway.ts'
import { lintIntercept, verifyIntercept } from '../verify/intercept.ts'
import { lintClaudeCode } from './claude-code.ts'
import { lintCodex } from './codex.ts'
import { lintCursor } from './cursor.ts'
import { finder, type Linter } from './finding.ts'
import { lintGeminiPolicy } from './gemini-policy.ts'

/** How the files of each target are read; one line a target. */
export const linters: Readonly<Record<LintTarget, Linter>> = {
  'claude-code': lintClaudeCode,
  codex: lintCodex,
  'gemini-policy': lintGeminiPolicy,
  cursor: lintCursor,
  intercept(text) {
    const find = finder('intercept', text)
    const refused = verifyIntercept(text)
    return refused.length > 0
      ? refused.map((what) => find('refused', what))
      : lintIntercept(text).map((what) => find('no-effect', what))
  },
  gateway: (text) => verifyGateway(text).map((what) => finder('gateway', text)('refused', what)),
}

/** What kind of file it is, by its name and then by what stands in it; undefined when nothing tells. */
export function targetOf(file: string, text: string): LintTarget | undefined {
  if (/permissions\.json$/.test(file)) return 'cursor'
  if (/settings(\.local)?\.json$/.test(file)) return 'claude-code'
  if (/config\.toml$/.test(file)) return 'codex'
  if (/\.toml$/.test(file)) return /^\s*\[\[rule\]\]/m.test(text) ? 'gemini-policy' : 'codex'
  if (/\.ya?ml$/.test(file)) return /^\s*(tools|hide|version)\s*:/m.test(text) ? 'intercept' : undefined
  if (/\.json$/.test(file))
    return /"permissions"|"hooks"/.test(text) ? 'claude-code' : /"tools"|"hide"/.test(text) ? 'gateway' : undefined
  return undefined
}
