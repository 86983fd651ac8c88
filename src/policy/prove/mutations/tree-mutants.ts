import { expressionMutants, isExpression } from './expression-mutants.ts'
import type { Mutant, MutantClass, Subject } from './mutant.ts'
import { added, changed, isRecord, type Path, type Place, placesIn, renamed, type Tree, without } from './tree.ts'

/** Members that hold words for people and change no decision. */
export const WORDS_FOR_PEOPLE = new Set(['on_deny', 'denyMessage', 'reason', '$schema', 'description'])

const WINDOWS = ['minute', 'hour', 'day'] as const
const OPERATORS = ['eq', 'neq', 'in', 'not_in', 'lt', 'lte', 'gt', 'gte', 'regex', 'contains', 'exists']
const OPPOSITES: Record<string, string> = {
  eq: 'neq',
  neq: 'eq',
  in: 'not_in',
  not_in: 'in',
  lt: 'gte',
  gte: 'lt',
  lte: 'gt',
  gt: 'lte',
}
/** Values that say what happens to calls, with those that may take their place. */
const EFFECTS: Record<string, string[]> = {
  allow: ['deny', 'ask'],
  ask: ['allow', 'deny'],
  deny: ['allow', 'ask'],
  ask_user: ['allow', 'deny'],
  approve: ['prompt', 'auto'],
  prompt: ['approve', 'auto'],
  evaluate: ['deny'],
  limit: ['allow'],
  hide: ['allow'],
  DENY: ['ALLOW'],
  ALLOW: ['DENY'],
}
/** Members that list tools or rules with one effect, with those that give them another. */
const LISTS: Record<string, string[]> = {
  allow: ['deny', 'ask'],
  ask: ['allow', 'deny'],
  deny: ['allow', 'ask'],
  include: ['exclude'],
  exclude: ['include'],
  includeRegex: ['excludeRegex'],
  excludeRegex: ['includeRegex'],
  includeTools: ['excludeTools'],
  excludeTools: ['includeTools'],
  enabled_tools: ['disabled_tools'],
  disabled_tools: ['enabled_tools'],
  never: ['always'],
  always: ['never'],
  deny_if: ['require'],
  require: ['deny_if', 'allow', 'deny'],
  hide: ['show'],
}
/** Members under which a value is about whatever is not listed. */
const DEFAULTS = new Set(['default', 'unlisted', 'default_config', 'defaultMode', 'trust'])
/** Settings that open more than a policy does, or that nobody asked for. */
const SETTINGS: [string, unknown][] = [
  ['defaultMode', 'bypassPermissions'],
  ['approval_policy', 'never'],
  ['default_tools_approval_mode', 'approve'],
  ['trust', true],
  ['autoApprove', ['*']],
  ['default', 'allow'],
  ['defer_loading', true],
  ['headers', { authorization: 'x' }],
  ['hooks', { PreToolUse: [] }],
  ['env', { A: 'b' }],
]

type Change = Omit<Mutant, 'text'> & { root: unknown }

/** Every change of a document that changes what it means, in one place each. */
export function treeMutants({ root, print }: Tree, subject: Subject): Mutant[] {
  const places = placesIn(root).filter(({ path }) => !path.some((key) => WORDS_FOR_PEOPLE.has(String(key))))
  const changes = [...places.flatMap((place) => changesAt(root, place, subject)), ...settings(root, places)]
  return changes.map(({ root: document, ...mutant }) => ({ ...mutant, text: print(document) }))
}

function changesAt(root: unknown, place: Place, subject: Subject): Change[] {
  const { path, value } = place
  const put = (what: MutantClass, change: string, next: unknown): Change => ({
    class: what,
    change: `${path.join('.')}: ${change}`,
    root: changed(root, path, () => next),
  })
  return [
    ...(typeof value === 'string' ? textChanges(place, value, subject, put) : []),
    ...(typeof value === 'number' ? numberChanges(path, value, put) : []),
    ...(typeof value === 'boolean' ? [put(booleanClass(path), `${!value}`, !value)] : []),
    ...removals(root, place, subject),
    ...keyChanges(root, place, subject),
    ...additions(root, place, subject),
  ]
}

type Put = (what: MutantClass, change: string, next: unknown) => Change

const booleanClass = (path: Path): MutantClass => {
  if (path.some((key) => DEFAULTS.has(String(key)))) return 'default effect'
  if (isInCondition(path)) return 'condition negated'
  return path.at(-1) === 'enabled' ? 'effect changed' : 'guard removed'
}

const CONDITIONS = new Set(['conditions', 'equals', 'deny_if', 'require', 'when'])
const isInCondition = (path: Path) => path.some((key) => CONDITIONS.has(String(key)))

function textChanges({ path }: Place, text: string, subject: Subject, put: Put): Change[] {
  const key = String(path.at(-1))
  if (isExpression(text)) return expressionMutants(text, subject).map((one) => put(one.class, one.change, one.text))
  const changes: Change[] = []
  for (const window of WINDOWS)
    if (text === window || new RegExp(`^\\d+/${window}$`).test(text))
      for (const other of WINDOWS)
        if (other !== window) changes.push(put('window', `${window} is ${other}`, text.replace(window, other)))
  const duration = /^(?:(\d+)h)?(?:(\d+)m)?(\d+)s$/.exec(text)
  if (duration) {
    const seconds = Number(duration[1] ?? 0) * 3600 + Number(duration[2] ?? 0) * 60 + Number(duration[3])
    for (const other of [60, 3600, 86_400, Math.ceil(seconds / 2)])
      if (other !== seconds) changes.push(put('window', `${seconds} s is ${other} s`, `${other}s`))
  }
  const rate = /^(\d+)(\/\w+)$/.exec(text)
  if (rate)
    for (const other of numbersBeside(Number(rate[1])))
      changes.push(put('number', `${rate[1]} is ${other}`, `${other}${rate[2]}`))
  if (key === 'op' && OPERATORS.includes(text)) {
    const opposite = OPPOSITES[text]
    if (opposite) changes.push(put('condition negated', `${text} is ${opposite}`, opposite))
    for (const other of OPERATORS)
      if (other !== text && other !== opposite) changes.push(put('operator', `${text} is ${other}`, other))
  }
  if (isInCondition(path) && key === 'value')
    changes.push(...weakenings(text).map(([change, next]) => put('condition weakened', change, next)))
  if (isInCondition(path) && key === 'path') {
    changes.push(put('condition weakened', 'another argument', `${text}x`))
    changes.push(put('condition weakened', 'another root', text.replace(/^args\./, 'args.other.')))
  }
  if (path.some((one) => DEFAULTS.has(String(one)))) {
    for (const other of EFFECTS[text] ?? []) changes.push(put('default effect', `${text} is ${other}`, other))
  } else if (key !== 'scope')
    for (const other of EFFECTS[text] ?? []) changes.push(put('effect changed', `${text} is ${other}`, other))
  if (key === 'scope') for (const other of ['user', 'session']) changes.push(put('scope', `${text} is ${other}`, other))
  changes.push(...nameChanges(text, subject).map((one) => put(one.class, one.change, one.text)))
  if (/^https?:/.test(text)) changes.push(put('extra setting', 'another address', 'https://evil.example/mcp'))
  return changes
}

const numbersBeside = (number: number) =>
  [...new Set([number * 10, number + 1, number - 1])].filter((one) => one > 0 || number <= 1)

function numberChanges(path: Path, number: number, put: Put): Change[] {
  const what = isInCondition(path) && number !== 0 ? 'number' : 'number'
  return numbersBeside(number).map((other) => put(what, `${number} is ${other}`, other))
}

/** A pattern that matches more. */
function weakenings(pattern: string): [string, string][] {
  const found: [string, string][] = []
  if (pattern.startsWith('^')) found.push(['the beginning is open', pattern.slice(1)])
  if (pattern.endsWith('$')) found.push(['the end is open', pattern.slice(0, -1)])
  if (/^[\^(]|[$)]$/.test(pattern)) found.push(['everything matches', '.*'])
  return found
}

/** Names of the tool and of the server inside of a text, changed; the text may hold them in a form of the target. */
export function nameChanges(text: string, { tool, serverKey, stranger }: Subject): Mutant[] {
  const written = writtenAs(text, tool)
  const found: Mutant[] = []
  const add = (what: MutantClass, change: string, next: string) => {
    if (next !== text) found.push({ class: what, change, text: next })
  }
  if (written !== undefined) {
    for (const [change, next] of [
      ['a letter is missing', written.slice(0, -1)],
      ['a letter too many', `${written}s`],
      ['other letters', written === written.toUpperCase() ? written.toLowerCase() : written.toUpperCase()],
      ['another tool', stranger],
    ] as const)
      if (next !== '') add('tool renamed', change, replaceLast(text, written, next))
    if (text !== written) {
      add('scope', 'every tool of the server', replaceLast(text, written, '*'))
      add('scope', 'every tool with the same beginning', replaceLast(text, written, `${written.slice(0, 3)}*`))
    } else add('scope', 'every tool', '*')
  }
  const rest = written === undefined ? text : text.slice(0, text.lastIndexOf(written))
  const server = writtenAs(rest, serverKey)
  if (server !== undefined && (text === server || /[^\w]|__/.test(text.replace(server, ''))))
    for (const other of [`${server}2`, 'other'])
      add('other server', `${server} is ${other}`, text.replace(server, other))
  return found
}

const writtenAs = (text: string, name: string): string | undefined =>
  [name, name.replace(/[^A-Za-z0-9_-]/g, '_'), name.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')].find(
    (form) => form !== '' && holdsName(text, form),
  )

/** Whether a text holds a name that does not go on before or behind it; two underscores are a boundary, as in mcp__a__b. */
function holdsName(text: string, name: string): boolean {
  const at = text.lastIndexOf(name)
  if (at < 0) return false
  const before = text.slice(0, at)
  const after = text.slice(at + name.length)
  return (before === '' || /(?:__|[^\w-])$/.test(before)) && (after === '' || /^(?:__|[^\w-])/.test(after))
}

function replaceLast(text: string, from: string, to: string): string {
  const at = text.lastIndexOf(from)
  return text.slice(0, at) + to + text.slice(at + from.length)
}

/** Each place taken away. */
function removals(root: unknown, { path, value }: Place, subject: Subject): Change[] {
  const change = `${path.join('.')} is gone`
  const mentions = nameChanges(typeof value === 'string' ? value : String(path.at(-1)), subject)
  const what: MutantClass = path.some((key) => DEFAULTS.has(String(key)))
    ? 'default effect'
    : isInCondition(path) || (isRecord(value) && Object.keys(value).some((key) => CONDITIONS.has(key)))
      ? 'condition removed'
      : mentions.some((one) => one.class === 'tool renamed')
        ? 'effect changed'
        : 'guard removed'
  return [{ class: what, change, root: without(root, path) }]
}

/** Each member under another name. */
function keyChanges(root: unknown, { path }: Place, subject: Subject): Change[] {
  const key = path.at(-1)
  if (typeof key !== 'string') return []
  const to = (what: MutantClass, next: string): Change => ({
    class: what,
    change: `${path.join('.')} is ${next}`,
    root: renamed(root, path, next),
  })
  return [
    ...(LISTS[key] ?? []).map((other) => to('effect changed', other)),
    ...nameChanges(key, subject).map((one) => to(one.class, one.text)),
  ]
}

/** One more tool, or one more server, wherever one of them is named. */
function additions(root: unknown, { path, value }: Place, subject: Subject): Change[] {
  const { tool, serverKey, stranger } = subject
  const parent = path.slice(0, -1)
  const key = path.at(-1)
  const found: Change[] = []
  const copy = (from: string, to: string): unknown =>
    JSON.parse(JSON.stringify(value).replaceAll(JSON.stringify(from).slice(1, -1), JSON.stringify(to).slice(1, -1)))
  if (typeof key === 'number' && writtenIn(value, tool)) {
    found.push({
      class: 'extra grant',
      change: `${path.join('.')} also for ${stranger}`,
      root: added(root, parent, copy(tool, stranger)),
    })
    const wide = copy(tool, '*')
    found.push({
      class: 'extra grant',
      change: `${path.join('.')} also for every tool`,
      root: added(root, parent, wide),
    })
    if (writtenIn(value, serverKey))
      found.push({
        class: 'other server',
        change: `${path.join('.')} also for other`,
        root: added(root, parent, copy(serverKey, 'other')),
      })
  }
  if (typeof key === 'string' && key === tool && isRecord(value))
    found.push({
      class: 'extra grant',
      change: `${path.join('.')} also for ${stranger}`,
      root: added(root, parent, copy(tool, stranger), stranger),
    })
  if (typeof key === 'string' && key === serverKey && key !== tool && typeof value === 'object' && value !== null)
    found.push({
      class: 'other server',
      change: `${path.join('.')} also for other`,
      root: added(root, parent, value, 'other'),
    })
  if (isInCondition(path) && key === 'value' && Array.isArray(value))
    found.push({
      class: 'condition weakened',
      change: `${path.join('.')} takes one more value`,
      root: added(root, path, 'x'),
    })
  return found
}

const writtenIn = (value: unknown, name: string): boolean => {
  const text = typeof value === 'string' ? value : isRecord(value) ? JSON.stringify(value) : ''
  return writtenAs(text, name) !== undefined || writtenAs(text, JSON.stringify(name).slice(1, -1)) !== undefined
}

/** A setting more, in every object. */
function settings(root: unknown, places: readonly Place[]): Change[] {
  const objects: Path[] = [[], ...places.flatMap(({ path, value }) => (isRecord(value) ? [path] : []))]
  return objects.flatMap((path) =>
    SETTINGS.map(
      ([key, value]): Change => ({
        class: 'extra setting',
        change: `${[...path, key].join('.')} is set`,
        root: added(root, path, value, key),
      }),
    ),
  )
}
