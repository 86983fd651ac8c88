import type { Node } from 'yaml'
import { YamlDecoder } from './yaml-decoder.ts'

/** A condition as the proxy decodes it. */
export interface InterceptCondition {
  path: string
  op: string
  value: unknown
}

/** A rule as the proxy decodes it; absent text is empty. */
export interface InterceptRule {
  name: string
  action: string
  rate_limit: string
  conditions: InterceptCondition[]
  on_deny: string
  state?: { counter: string; window: string; increment: number; increment_from: string }
}

/** A policy file as the proxy decodes it. */
export interface InterceptPolicy {
  version: string
  default: string
  hide: string[]
  tools: Map<string, InterceptRule[]>
  /** Members that the proxy ignores, as paths. */
  unknown: string[]
}

/**
 * Decodes a policy as the proxy does: a member of the wrong kind is an error with its line, an unknown one is ignored.
 * Source: Intercept, internal/config/config.go of v1.1.0.
 * @returns the policy, or the one message that the proxy prints when it cannot decode the file.
 */
export function decodeIntercept(text: string): { policy: InterceptPolicy } | { error: string } {
  const yaml = new YamlDecoder(text)
  if (yaml.broken !== undefined) return { error: `parsing config file: ${yaml.broken}` }
  const policy = new PolicyReader(yaml).policy()
  if (yaml.errors.length > 0)
    return { error: `parsing config file: yaml: unmarshal errors:\n${yaml.errors.map((one) => `  ${one}`).join('\n')}` }
  return { policy }
}

class PolicyReader {
  readonly #yaml: YamlDecoder
  readonly #unknown: string[] = []

  constructor(yaml: YamlDecoder) {
    this.#yaml = yaml
  }

  policy(): InterceptPolicy {
    const yaml = this.#yaml
    const policy: InterceptPolicy = { version: '', default: '', hide: [], tools: new Map(), unknown: this.#unknown }
    this.#members(yaml.root, '', 'config.Config', {
      version: (child) => (policy.version = yaml.text(child)),
      description: (child) => yaml.text(child),
      default: (child) => (policy.default = yaml.text(child)),
      hide: (child) => (policy.hide = yaml.list(child, '[]string', (one) => yaml.text(one))),
      tools: (child) =>
        yaml.pairs(child, 'map[string]config.ToolDef', (name, tool) => policy.tools.set(name, this.#rules(name, tool))),
    })
    return policy
  }

  #rules(name: string, tool: Node | null): InterceptRule[] {
    const path = `tools.${name}`
    let rules: InterceptRule[] = []
    this.#members(tool, path, 'config.ToolDef', {
      rules: (list) =>
        (rules = this.#yaml.list(list, '[]config.Rule', (one, at) => this.#rule(one, `${path}.rules[${at}]`))),
    })
    return rules
  }

  #rule(node: Node | null, path: string): InterceptRule {
    const yaml = this.#yaml
    const rule: InterceptRule = { name: '', action: '', rate_limit: '', conditions: [], on_deny: '' }
    this.#members(node, path, 'config.Rule', {
      name: (child) => (rule.name = yaml.text(child)),
      action: (child) => (rule.action = yaml.text(child)),
      rate_limit: (child) => (rule.rate_limit = yaml.text(child)),
      on_deny: (child) => (rule.on_deny = yaml.text(child)),
      conditions: (child) =>
        (rule.conditions = yaml.list(child, '[]config.Condition', (one, at) =>
          this.#condition(one, `${path}.conditions[${at}]`),
        )),
      state: (child) => {
        const state = this.#state(child, `${path}.state`)
        if (state) rule.state = state
      },
    })
    return rule
  }

  #state(node: Node | null, path: string): InterceptRule['state'] {
    const yaml = this.#yaml
    if (yaml.any(node) === null) return undefined
    const state = { counter: '', window: '', increment: 1, increment_from: '' }
    this.#members(node, path, 'config.StateDef', {
      counter: (one) => (state.counter = yaml.text(one)),
      window: (one) => (state.window = yaml.text(one)),
      increment: (one) => (state.increment = yaml.integer(one) || 1),
      increment_from: (one) => (state.increment_from = yaml.text(one)),
    })
    return state
  }

  #condition(node: Node | null, path: string): InterceptCondition {
    const yaml = this.#yaml
    const condition: InterceptCondition = { path: '', op: '', value: undefined }
    this.#members(node, path, 'config.Condition', {
      path: (child) => (condition.path = yaml.text(child)),
      op: (child) => (condition.op = yaml.text(child)),
      value: (child) => (condition.value = yaml.any(child)),
    })
    return condition
  }

  #members(
    node: Node | null,
    path: string,
    type: string,
    known: Record<string, (child: Node | null) => unknown>,
  ): void {
    this.#yaml.pairs(node, type, (name, child) => {
      if (Object.hasOwn(known, name)) known[name]?.(child)
      else this.#unknown.push(path === '' ? name : `${path}.${name}`)
    })
  }
}
