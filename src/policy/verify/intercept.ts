import { operatorProblems } from './conditions.ts'
import { decodeIntercept, type InterceptPolicy, type InterceptRule } from './intercept-document.ts'

const WINDOWS = ['minute', 'hour', 'day']

/**
 * The messages that `intercept validate` prints for a policy file, in its order; none for a valid file.
 * Restates internal/config of github.com/PolicyLayer/Intercept at 77f0429 (v1.1.0).
 */
export function verifyIntercept(text: string): string[] {
  const decoded = decodeIntercept(text)
  if ('error' in decoded) return [decoded.error]
  const { policy } = decoded
  const errors: string[] = []
  if (policy.version !== '1') errors.push(`version must be "1", got "${policy.version}"`)
  if (!['', 'allow', 'deny'].includes(policy.default))
    errors.push(`default must be "allow" or "deny", got "${policy.default}"`)
  const hidden = new Set<string>()
  policy.hide.forEach((entry, index) => {
    if (entry.trim() === '') errors.push(`hide[${index}]: entry must not be empty`)
    else if (hidden.has(entry)) errors.push(`hide: duplicate entry "${entry}"`)
    hidden.add(entry)
  })
  const states = countersOf(policy)
  for (const [tool, rules] of toolsByName(policy)) errors.push(...toolErrors(tool, rules, states))
  return errors
}

/**
 * What the proxy takes without a word and that does not do what it looks like.
 * @param known names of the server's tools; others are reported.
 */
export function lintIntercept(text: string, known?: ReadonlySet<string>): string[] {
  const decoded = decodeIntercept(text)
  if ('error' in decoded) return []
  const { policy } = decoded
  const notes = policy.unknown.map((path) => `${path}: the key is unknown and is ignored`)
  for (const [tool, rules] of toolsByName(policy)) {
    if (policy.hide.includes(tool) && rules.length > 0)
      notes.push(`tools.${tool}: the tool is hidden, so its rules never run`)
    if (known && tool !== '*' && !known.has(tool)) notes.push(`tools.${tool}: the server has no such tool`)
    rules.forEach((rule, index) => {
      const path = `tools.${tool}.rules[${index}]`
      if (rule.state && rule.state.increment < 0) notes.push(`${path}.state: a negative increment counts down`)
      const scope = tool === '*' ? '_global' : tool
      const own = `state.${scope}.${rule.state?.counter}`
      if (rule.state && !rule.conditions.some(({ path, op }) => path === own && ['lt', 'lte'].includes(op)))
        notes.push(`${path}.state: no condition limits the counter, so it never counts`)
    })
  }
  for (const name of policy.hide)
    if (known && name !== '*' && !known.has(name)) notes.push(`hide: the server has no tool "${name}"`)
  return notes
}

/** Tools in the order of their names, as the validator visits them. */
export function toolsByName(policy: InterceptPolicy): [string, InterceptRule[]][] {
  return [...policy.tools].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** A rate limit in parts, or what is wrong with it. */
export function rateLimitOf(text: string): { max: number; window: string } | { problem: string } {
  const parts = text.split('/')
  if (parts.length !== 2)
    return { problem: `rate_limit must be in the format "N/window" (e.g. "5/hour"), got "${text}"` }
  const [count = '', window = ''] = parts
  if (!/^\+?\d+$/.test(count) || Number(count) < 1)
    return { problem: `rate_limit count must be a positive integer, got "${count}"` }
  if (!WINDOWS.includes(window))
    return { problem: `rate_limit window must be "minute", "hour", or "day", got "${window}"` }
  return { max: Number(count), window }
}

function rateLimitProblem(rule: InterceptRule): string | undefined {
  if (rule.action === 'deny') return 'rate_limit cannot be used with action "deny"'
  if (rule.conditions.length > 0 || rule.state)
    return 'rate_limit cannot be combined with conditions or state; use separate rules or the full syntax instead'
  const parsed = rateLimitOf(rule.rate_limit)
  return 'problem' in parsed ? parsed.problem : undefined
}

/** Names of the counters of each tool, shorthand limits included. */
function countersOf(policy: InterceptPolicy): Map<string, Set<string>> {
  return new Map(
    [...policy.tools].map(([tool, rules]) => [
      tool === '*' ? '_global' : tool,
      new Set(rules.flatMap((rule) => counterOf(rule) ?? [])),
    ]),
  )
}

function counterOf(rule: InterceptRule): string | undefined {
  if (rule.rate_limit === '') return rule.state?.counter
  const parsed = rateLimitOf(rule.rate_limit)
  return 'window' in parsed && rateLimitProblem(rule) === undefined ? `_rate_${parsed.window}` : undefined
}

function toolErrors(tool: string, rules: InterceptRule[], states: Map<string, Set<string>>): string[] {
  const errors: string[] = []
  const counters = new Map<string, number>()
  rules.forEach((rule, index) => {
    const counter = counterOf(rule)
    if (counter === undefined || counter === '') return
    const first = counters.get(counter)
    if (first !== undefined)
      errors.push(`tools.${tool}.rules[${index}]: duplicate state counter "${counter}" (also used by rules[${first}])`)
    else counters.set(counter, index)
  })
  rules.forEach((rule, index) => {
    const at = `tools.${tool}.rules[${index}]`
    const limited = rule.rate_limit !== ''
    const problem = limited ? rateLimitProblem(rule) : undefined
    if (problem) {
      errors.push(`${at}: ${problem}`)
      return
    }
    if (rule.name === '') errors.push(`${at}: rule must have a name`)
    // A valid shorthand has become a condition and a counter by now, and its action has been overwritten.
    if (!limited) errors.push(...ruleErrors(at, rule, states))
  })
  return errors
}

function ruleErrors(at: string, rule: InterceptRule, states: Map<string, Set<string>>): string[] {
  const errors: string[] = []
  const action = rule.action === '' ? 'evaluate' : rule.action
  if (!['evaluate', 'deny'].includes(action)) errors.push(`${at}: action must be "evaluate" or "deny", got "${action}"`)
  if (action === 'deny' && rule.conditions.length > 0) errors.push(`${at}: deny rules must not have conditions`)
  if (action === 'evaluate' && rule.conditions.length === 0)
    errors.push(`${at}: evaluate rules must have at least one condition`)
  rule.conditions.forEach(({ path, op, value }, index) => {
    const where = `${at}.conditions[${index}]`
    if (!/^(args|state)\./.test(path)) errors.push(`${where}: path must start with "args." or "state.", got "${path}"`)
    errors.push(...operatorProblems(op, value).map((message) => `${where}: ${message}`))
  })
  const { state } = rule
  if (state) {
    if (state.counter === '') errors.push(`${at}.state: counter must not be empty`)
    if (!WINDOWS.includes(state.window))
      errors.push(`${at}.state: window must be "minute", "hour", or "day", got "${state.window}"`)
    if (state.increment_from !== '' && !state.increment_from.startsWith('args.'))
      errors.push(`${at}.state: increment_from must start with "args.", got "${state.increment_from}"`)
  }
  for (const { path } of rule.conditions) {
    // A path of fewer than three parts escapes this check in the target, too.
    const [root, scope = '', ...counter] = path.split('.')
    if (root === 'state' && counter.length > 0 && !states.get(scope)?.has(counter.join('.')))
      errors.push(`${at}: condition references state.${scope}.${counter.join('.')} but no matching state block found`)
  }
  return errors
}
