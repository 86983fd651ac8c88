import { operatorProblems } from '../../core/conditions.ts'
import { goQuote } from '../../core/go-text.ts'
import { decodeIntercept, type InterceptPolicy, type InterceptRule } from './decode.ts'
import { desugarIntercept, rateLimitOf, toolsByName, WINDOWS } from './desugar.ts'

/**
 * The messages that `intercept validate` prints for a policy file, in its order; none for a valid file.
 * Restates internal/config of github.com/PolicyLayer/Intercept at 77f0429 (v1.1.0).
 */
export function verifyIntercept(text: string): string[] {
  const decoded = decodeIntercept(text)
  return 'error' in decoded ? [decoded.error] : policyProblems(desugarIntercept(decoded.policy))
}

/** The same for a policy that was decoded and desugared. */
export function policyProblems(policy: InterceptPolicy): string[] {
  const errors: string[] = []
  if (policy.version !== '1') errors.push(`version must be "1", got ${goQuote(policy.version)}`)
  if (!['allow', 'deny'].includes(policy.default))
    errors.push(`default must be "allow" or "deny", got ${goQuote(policy.default)}`)
  const hidden = new Set<string>()
  policy.hide.forEach((entry, index) => {
    if (entry.trim() === '') errors.push(`hide[${index}]: entry must not be empty`)
    else if (hidden.has(entry)) errors.push(`hide: duplicate entry ${goQuote(entry)}`)
    hidden.add(entry)
  })
  for (const [tool, rules] of toolsByName(policy)) errors.push(...toolErrors(tool, rules, policy))
  return errors
}

function toolErrors(tool: string, rules: InterceptRule[], policy: InterceptPolicy): string[] {
  const errors: string[] = []
  const counters = new Map<string, number>()
  rules.forEach(({ state }, index) => {
    if (!state) return
    const first = counters.get(state.counter)
    if (first === undefined) counters.set(state.counter, index)
    else
      errors.push(
        `tools.${tool}.rules[${index}]: duplicate state counter ${goQuote(state.counter)} (also used by rules[${first}])`,
      )
  })
  rules.forEach((rule, index) => {
    const at = `tools.${tool}.rules[${index}]`
    errors.push(...(rule.rate_limit === '' ? ruleErrors(at, rule, policy) : shorthandErrors(at, rule)))
  })
  return errors
}

// A rule that still has its rate_limit was not written out, so nothing else about it is checked.
function shorthandErrors(at: string, rule: InterceptRule): string[] {
  const errors: string[] = []
  const limit = rateLimitOf(rule.rate_limit)
  if ('problem' in limit) errors.push(`${at}: ${limit.problem}`)
  if (rule.conditions.length > 0 || rule.state)
    errors.push(
      `${at}: rate_limit cannot be combined with conditions or state; use separate rules or the full syntax instead`,
    )
  if (rule.action === 'deny') errors.push(`${at}: rate_limit cannot be used with action "deny"`)
  return errors
}

function ruleErrors(at: string, rule: InterceptRule, policy: InterceptPolicy): string[] {
  const errors: string[] = []
  const { action, conditions, state } = rule
  if (rule.name === '') errors.push(`${at}: rule must have a name`)
  if (!['evaluate', 'deny'].includes(action))
    errors.push(`${at}: action must be "evaluate" or "deny", got ${goQuote(action)}`)
  if (action === 'deny' && conditions.length > 0) errors.push(`${at}: deny rules must not have conditions`)
  if (action === 'evaluate' && conditions.length === 0)
    errors.push(`${at}: evaluate rules must have at least one condition`)
  conditions.forEach(({ path, op, value }, index) => {
    const where = `${at}.conditions[${index}]`
    if (!/^(args|state)\./.test(path))
      errors.push(`${where}: path must start with "args." or "state.", got ${goQuote(path)}`)
    errors.push(...operatorProblems(op, value).map((message) => `${where}: ${message}`))
  })
  if (state) {
    if (state.counter === '') errors.push(`${at}.state: counter must not be empty`)
    if (!WINDOWS.includes(state.window))
      errors.push(`${at}.state: window must be "minute", "hour", or "day", got ${goQuote(state.window)}`)
    if (state.increment_from !== '' && !state.increment_from.startsWith('args.'))
      errors.push(`${at}.state: increment_from must start with "args.", got ${goQuote(state.increment_from)}`)
  }
  for (const { path } of conditions) {
    // The target takes the second part for the tool, whatever dots the tool's name has, and skips shorter paths.
    const [root, tool = '', ...rest] = path.split('.')
    const counter = rest.join('.')
    if (root === 'state' && rest.length > 0 && !counts(policy, tool, counter))
      errors.push(`${at}: condition references state.${tool}.${counter} but no matching state block found`)
  }
  return errors
}

function counts(policy: InterceptPolicy, tool: string, counter: string): boolean {
  const rules = policy.tools.get(tool) ?? (tool === '_global' ? policy.tools.get('*') : undefined)
  return rules?.some(({ state }) => state?.counter === counter) ?? false
}
