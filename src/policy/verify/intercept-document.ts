import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'

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
 * Decodes a policy as Go's yaml.v3 does: a wrong kind of node is an error with its line, an unknown member is ignored,
 * and a scalar of any type becomes text where text is wanted.
 * @returns the policy, or the one message that the proxy prints when it cannot decode the file.
 */
export function decodeIntercept(text: string): { policy: InterceptPolicy } | { error: string } {
  const lines = new LineCounter()
  const document = parseDocument(text, { version: '1.1', lineCounter: lines, uniqueKeys: false })
  const broken = document.errors[0]
  if (broken) {
    const line = broken.linePos?.[0].line ?? 1
    return {
      error: `parsing config file: yaml: line ${line}: ${(broken.message.split('\n')[0] as string).replace(/ at line .*$/, '')}`,
    }
  }
  const decoder = new Decoder(
    lines,
    (node) => (isAlias(node) ? (node.resolve(document) as Node | undefined) : node) ?? null,
  )
  const policy = decoder.policy(document.contents as Node | null)
  if (decoder.errors.length > 0)
    return {
      error: `parsing config file: yaml: unmarshal errors:\n${decoder.errors.map((one) => `  ${one}`).join('\n')}`,
    }
  return { policy }
}

class Decoder {
  readonly errors: string[] = []
  readonly unknown: string[] = []
  readonly #lines: LineCounter
  readonly #follow: (node: Node) => Node | null

  constructor(lines: LineCounter, follow: (node: Node) => Node | null) {
    this.#lines = lines
    this.#follow = follow
  }

  policy(node: Node | null): InterceptPolicy {
    const policy: InterceptPolicy = { version: '', default: '', hide: [], tools: new Map(), unknown: this.unknown }
    this.#members(node, '', 'config.Config', {
      version: (child) => (policy.version = this.#text(child)),
      description: (child) => this.#text(child),
      default: (child) => (policy.default = this.#text(child)),
      hide: (child) => (policy.hide = this.#list(child, '[]string', (one) => this.#text(one))),
      tools: (child) =>
        this.#pairs(child, 'map[string]config.ToolConfig', (name, tool) => {
          const path = `tools.${name}`
          let rules: InterceptRule[] = []
          this.#members(tool, path, 'config.ToolConfig', {
            rules: (list) =>
              (rules = this.#list(list, '[]config.Rule', (one, at) => this.#rule(one, `${path}.rules[${at}]`))),
          })
          policy.tools.set(name, rules)
        }),
    })
    return policy
  }

  #rule(node: Node | null, path: string): InterceptRule {
    const rule: InterceptRule = { name: '', action: '', rate_limit: '', conditions: [], on_deny: '' }
    this.#members(node, path, 'config.Rule', {
      name: (child) => (rule.name = this.#text(child)),
      action: (child) => (rule.action = this.#text(child)),
      rate_limit: (child) => (rule.rate_limit = this.#text(child)),
      on_deny: (child) => (rule.on_deny = this.#text(child)),
      conditions: (child) =>
        (rule.conditions = this.#list(child, '[]config.Condition', (one, at) =>
          this.#condition(one, `${path}.conditions[${at}]`),
        )),
      state: (child) => {
        const state = { counter: '', window: '', increment: 1, increment_from: '' }
        this.#members(child, `${path}.state`, 'config.StateConfig', {
          counter: (one) => (state.counter = this.#text(one)),
          window: (one) => (state.window = this.#text(one)),
          increment: (one) => (state.increment = this.#integer(one) || 1),
          increment_from: (one) => (state.increment_from = this.#text(one)),
        })
        rule.state = state
      },
    })
    return rule
  }

  #condition(node: Node | null, path: string): InterceptCondition {
    const condition: InterceptCondition = { path: '', op: '', value: undefined }
    this.#members(node, path, 'config.Condition', {
      path: (child) => (condition.path = this.#text(child)),
      op: (child) => (condition.op = this.#text(child)),
      value: (child) => (condition.value = child && plain(child)),
    })
    return condition
  }

  #members(
    node: Node | null,
    path: string,
    type: string,
    known: Record<string, (child: Node | null) => unknown>,
  ): void {
    this.#pairs(node, type, (name, child) => {
      if (Object.hasOwn(known, name)) known[name]?.(child)
      else this.unknown.push(path === '' ? name : `${path}.${name}`)
    })
  }

  #pairs(raw: Node | null, type: string, each: (name: string, child: Node | null) => void): void {
    const node = raw && this.#follow(raw)
    if (node === null || (isScalar(node) && node.value === null)) return
    if (!isMap(node)) {
      this.#mismatch(node, type)
      return
    }
    const first = new Map<string, number>()
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.source ?? key.value) : ''
      const line = this.#line(key as Node)
      const before = first.get(name)
      if (before !== undefined)
        this.errors.push(`line ${line}: mapping key ${JSON.stringify(name)} already defined at line ${before}`)
      else {
        first.set(name, line)
        each(name, (value as Node | null) ?? null)
      }
    }
  }

  #list<T>(raw: Node | null, type: string, each: (child: Node | null, index: number) => T): T[] {
    const node = raw && this.#follow(raw)
    if (node === null || (isScalar(node) && node.value === null)) return []
    if (isSeq(node)) return node.items.map((child, index) => each(child as Node | null, index))
    this.#mismatch(node, type)
    return []
  }

  #text(raw: Node | null): string {
    const node = raw && this.#follow(raw)
    if (node === null) return ''
    if (isScalar(node))
      return node.value === null
        ? ''
        : String(typeof node.value === 'string' ? node.value : (node.source ?? node.value))
    this.#mismatch(node, 'string')
    return ''
  }

  #integer(raw: Node | null): number {
    const node = raw && this.#follow(raw)
    if (node === null) return 0
    if (isScalar(node) && Number.isInteger(node.value)) return node.value as number
    this.#mismatch(node, 'int')
    return 0
  }

  #mismatch(node: Node, type: string): void {
    this.errors.push(`line ${this.#line(node)}: cannot unmarshal ${kind(node)} into ${type}`)
  }

  #line(node: Node): number {
    return this.#lines.linePos(node.range?.[0] ?? 0).line
  }
}

function kind(node: Node): string {
  if (isMap(node)) return '!!map'
  if (isSeq(node)) return '!!seq'
  const value = isScalar(node) ? node.value : null
  const tag =
    typeof value === 'number'
      ? Number.isInteger(value)
        ? '!!int'
        : '!!float'
      : typeof value === 'boolean'
        ? '!!bool'
        : '!!str'
  const text = String(isScalar(node) ? (node.source ?? value) : '')
  return `${tag} \`${text.length > 10 ? `${text.slice(0, 7)}...` : text}\``
}

function plain(node: Node): unknown {
  return (node as Node & { toJSON(): unknown }).toJSON()
}
