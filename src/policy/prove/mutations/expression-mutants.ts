import type { Mutant, MutantClass, Subject } from './mutant.ts'

/** Whether a text is a condition or policy in Cedar or CEL. */
export const isExpression = (text: string): boolean =>
  /^(?:permit|forbid)\s*\(/.test(text) || /&&|\|\||(?:^|\W)has\(| in \[|request\.mcp|mcp\.tool/.test(text)

/** Tokens that may take the place of another, with the class of that change. */
const SWAPS: [RegExp, string, MutantClass][] = [
  [/<=/g, '<', 'operator'],
  [/<=/g, '>=', 'condition negated'],
  [/>=/g, '>', 'operator'],
  [/>=/g, '<=', 'condition negated'],
  [/==/g, '!=', 'condition negated'],
  [/!=/g, '==', 'condition negated'],
  [/&&/g, '||', 'operator'],
  [/\|\|/g, '&&', 'operator'],
  [/lessThanOrEqual/g, 'lessThan', 'operator'],
  [/greaterThanOrEqual/g, 'greaterThan', 'operator'],
  [/lessThanOrEqual/g, 'greaterThan', 'condition negated'],
  [/\bunless\b/g, 'when', 'condition negated'],
  [/\bwhen\b/g, 'unless', 'condition negated'],
  [/!\(/g, '(', 'condition negated'],
  [/!has\(/g, 'has(', 'condition negated'],
  [/\bpermit\b/g, 'forbid', 'effect changed'],
  [/\bforbid\b/g, 'permit', 'effect changed'],
  [/\bresource == Tool::"(?:[^"\\]|\\.)*"/g, 'resource', 'scope'],
  [/\baction == AgentCore::Action::"(?:[^"\\]|\\.)*"/g, 'action', 'scope'],
  [/\baction == Action::"call_tool"/g, 'action', 'scope'],
  [/\bAction::"call_tool"/g, 'Action::"get_prompt"', 'scope'],
  [/\bresource == AgentCore::Gateway::"(?:[^"\\]|\\.)*"/g, 'resource', 'scope'],
  [/\bprincipal is AgentCore::OAuthUser/g, 'principal', 'scope'],
  [/\bOAuthUser\b/g, 'IamEntity', 'scope'],
  [/ like "(?=[^*])/g, ' like "*', 'condition weakened'],
  [/(?<=[^*\\])" *(?=&&|\)|\}|$)/g, '*" ', 'condition weakened'],
  [/\.contains\(/g, '.containsAny(', 'operator'],
]

/** Every change of a condition or policy that changes what it means. */
export function expressionMutants(text: string, subject: Subject): Mutant[] {
  const found: Mutant[] = []
  const add = (what: MutantClass, change: string, next: string) => {
    if (next !== text) found.push({ class: what, change, text: next })
  }
  for (const [pattern, to, what] of SWAPS)
    for (const match of text.matchAll(pattern))
      if (!isInString(text, match.index) || match[0].includes('"') || match[0].startsWith(' like'))
        add(what, `${match[0]} is ${to}`, splice(text, match.index, match[0].length, to))
  for (const match of text.matchAll(/-?\d+(?:\.\d+)?/g)) {
    const number = Number(match[0])
    const isLong = !match[0].includes('.')
    if (isInString(text, match.index) && !/decimal\("$/.test(text.slice(0, match.index))) continue
    for (const other of [number * 10, number + 1, number - 1])
      add(
        'number',
        `${match[0]} is ${other}`,
        splice(text, match.index, match[0].length, isLong ? `${other}` : other.toFixed(1)),
      )
  }
  for (const { at, length, part } of operands(text))
    add(
      /\bhas\b|has\(|== null/.test(part) ? 'guard removed' : 'condition removed',
      `${part} is gone`,
      splice(text, at, length, ''),
    )
  const body = /\s*(?:when|unless)\s*\{[\s\S]*\}/.exec(text)
  if (body) add('condition removed', 'the whole condition is gone', text.replace(body[0], ''))
  for (const match of text.matchAll(/"((?:[^"\\]|\\.)*)"/g)) {
    const inner = match[1] as string
    const put = (what: MutantClass, change: string, next: string) =>
      add(what, change, splice(text, match.index + 1, inner.length, next))
    const own = [subject.tool, `${subject.serverKey}___${subject.tool}`].map((name) =>
      JSON.stringify(name).slice(1, -1),
    )
    if (own.includes(inner)) {
      put('tool renamed', 'a letter is missing', inner.slice(0, -1))
      put('tool renamed', 'a letter too many', `${inner}s`)
      put('tool renamed', 'other letters', inner.toUpperCase() === inner ? inner.toLowerCase() : inner.toUpperCase())
      put('tool renamed', 'another tool', inner.replace(subject.tool, subject.stranger))
      const before = text.slice(0, match.index)
      if (/[[,]\s*$/.test(before))
        add(
          'extra grant',
          `${subject.stranger} is listed, too`,
          splice(text, match.index, 0, `"${subject.stranger}", `),
        )
    }
    if (inner === subject.serverKey || inner.startsWith(`${subject.serverKey}___`))
      for (const other of [`${subject.serverKey}2`, 'other'])
        put('other server', `the server is ${other}`, other + inner.slice(subject.serverKey.length))
    if (
      /^arg_|^\w+$/.test(inner) &&
      /(?:has |\[)$/.test(text.slice(0, match.index)) &&
      !own.includes(inner) &&
      inner !== subject.serverKey &&
      /context/.test(text)
    )
      put('condition weakened', `${inner} is another argument`, `${inner}x`)
  }
  return found
}

const splice = (text: string, at: number, length: number, to: string) =>
  text.slice(0, at) + to + text.slice(at + length)

/** Whether a place lies between two quotes. */
function isInString(text: string, at: number): boolean {
  let inside = false
  for (let index = 0; index < at; index++) {
    if (text[index] === '\\') index++
    else if (text[index] === '"') inside = !inside
  }
  return inside
}

/** Operands of && and || with the operator beside each, so that one can be taken away. */
function operands(text: string): { at: number; length: number; part: string }[] {
  const start = Math.max(0, /\{/.exec(text)?.index ?? -1) + (text.includes('{') ? 1 : 0)
  const found: { at: number; length: number; part: string }[] = []
  const marks: number[] = []
  const stack: number[][] = [[start]]
  let inside = false
  const close = (end: number) => {
    const own = stack.pop() ?? []
    for (const [index, at] of own.entries()) {
      const next = own[index + 1]
      if (own.length < 2) break
      const last = next === undefined
      // The operator behind it goes, too; the one before the last.
      const from = last ? at - 2 : at
      const to = last ? end : next
      found.push({ at: from, length: to - from, part: text.slice(at, last ? end : next - 2).trim() })
    }
  }
  for (let index = start; index < text.length; index++) {
    const char = text[index]
    if (char === '\\') index++
    else if (char === '"') inside = !inside
    else if (inside) continue
    else if (char === '(' || char === '[') stack.push([index + 1])
    else if (char === ')' || char === ']') close(index)
    else if (char === '}' && stack.length === 1) {
      close(index)
      return found
    } else if ((char === '&' || char === '|') && text[index + 1] === char) {
      stack.at(-1)?.push(index + 2)
      marks.push(index)
      index++
    }
  }
  if (stack.length === 1) close(text.length)
  return found
}
