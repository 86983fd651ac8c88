import { decodeIntercept, type InterceptPolicy, type InterceptRule } from './decode.ts'
import { scopeOf, toolsByName } from './desugar.ts'

/**
 * What the proxy takes without a word and that does not do what it looks like.
 * Source: gaps of Intercept's validator at 77f0429 (v1.1.0), each seen in its code.
 * @param knownTools names of the server's tools; others are reported. Without it, names are not checked.
 * @returns one line a finding; none for a file that cannot be decoded, which `verifyIntercept` reports.
 */
export function lintIntercept(text: string, knownTools?: Iterable<string>): string[] {
  const decoded = decodeIntercept(text)
  return 'error' in decoded ? [] : policyNotes(decoded.policy, knownTools)
}

/** The same for a policy that was decoded and not desugared. */
export function policyNotes(policy: InterceptPolicy, knownTools?: Iterable<string>): string[] {
  const known = knownTools && new Set(knownTools)
  const notes = policy.unknown.map((path) => `${path}: the key is unknown and is ignored`)
  for (const [tool, rules] of toolsByName(policy)) {
    if ((policy.hide.includes(tool) || policy.hide.includes('*')) && rules.length > 0)
      notes.push(`tools.${tool}: the tool is hidden, so its rules never run`)
    if (known && tool !== '*' && !known.has(tool)) notes.push(`tools.${tool}: the server has no such tool`)
    rules.forEach((rule, index) => {
      const at = `tools.${tool}.rules[${index}]`
      notes.push(...ruleNotes(scopeOf(tool), rule).map((note) => `${at}${note}`))
    })
  }
  for (const name of policy.hide)
    if (known && name !== '*' && !known.has(name)) notes.push(`hide: the server has no tool "${name}"`)
  return notes
}

function ruleNotes(scope: string, { action, conditions, rate_limit, state }: InterceptRule): string[] {
  const notes: string[] = []
  if (rate_limit !== '' && !['', 'evaluate', 'deny'].includes(action))
    notes.push(`: the action "${action}" is overwritten by rate_limit`)
  conditions.forEach(({ path, op, value }, index) => {
    const where = `.conditions[${index}]`
    if (['eq', 'neq', 'contains'].includes(op) && (value === undefined || value === null))
      notes.push(`${where}: there is no value to compare with`)
    if (path.startsWith('state.') && path.split('.').length < 3)
      notes.push(`${where}: a path of two parts names no counter`)
  })
  if (!state) return notes
  if (state.increment < 0) notes.push('.state: a negative increment counts down')
  const own = `state.${scope}.${state.counter}`
  if (!conditions.some(({ path, op }) => path === own && ['lt', 'lte'].includes(op)))
    notes.push('.state: no condition limits the counter, so it never counts')
  return notes
}
