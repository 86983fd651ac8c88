import { parse as parseToml, stringify as stringifyToml } from 'smol-toml'
import { parseAllDocuments } from 'yaml'
import type { Language } from '../../core/language.ts'
import { moduleData } from '../../core/typescript-module.ts'

/** Keys from the root of a document to a place in it. */
export type Path = readonly (string | number)[]

/** A place in a document. */
export interface Place {
  path: Path
  value: unknown
}

/** A text as plain data, with a way to write it again; undefined for languages that are no trees. */
export interface Tree {
  root: unknown
  print(root: unknown): string
}

/** Reads the languages that hold trees. JSON is YAML, so changed YAML is written as JSON. */
export function treeOf(text: string, language: Language): Tree | undefined {
  const json = (root: unknown) => `${JSON.stringify(root, null, 2)}\n`
  if (language === 'json') return { root: JSON.parse(text), print: json }
  if (language === 'toml')
    return { root: parseToml(text), print: (root) => `${stringifyToml(root as Record<string, unknown>)}\n` }
  if (language === 'typescript') return moduleTree(text)
  if (language !== 'yaml') return undefined
  const documents = parseAllDocuments(text)
  return documents.length === 1 ? { root: documents[0]?.toJS(), print: json } : undefined
}

/** A module of TypeScript as far as it is data: its rules, and what happens to unlisted tools. */
function moduleTree(text: string): Tree | undefined {
  const data = moduleData(text)
  if (!data) return undefined
  return {
    root: { rules: data.rules, default: data.unlisted },
    print(root) {
      const { rules, default: unlisted } = isRecord(root) ? root : {}
      return Array.isArray(rules) ? data.print(rules, unlisted) : ''
    },
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every place of a document below its root. */
export function placesIn(root: unknown, path: Path = []): Place[] {
  const members: [string | number, unknown][] = Array.isArray(root)
    ? root.map((value, index) => [index, value])
    : isRecord(root)
      ? Object.entries(root)
      : []
  return members.flatMap(([key, value]) => [{ path: [...path, key], value }, ...placesIn(value, [...path, key])])
}

/** A copy in which one place holds what the function gives. */
export function changed(root: unknown, path: Path, change: (value: unknown) => unknown): unknown {
  const [key, ...below] = path
  if (key === undefined) return change(root)
  if (Array.isArray(root)) return root.map((value, index) => (index === key ? changed(value, below, change) : value))
  if (!isRecord(root)) return root
  return rebuilt(
    Object.entries(root).map(([name, value]) => [name, name === key ? changed(value, below, change) : value]),
  )
}

/** A copy without one place. */
export function without(root: unknown, path: Path): unknown {
  const key = path.at(-1)
  return changed(root, path.slice(0, -1), (parent) => {
    if (Array.isArray(parent)) return parent.filter((_, index) => index !== key)
    return isRecord(parent) ? rebuilt(Object.entries(parent).filter(([name]) => name !== key)) : parent
  })
}

/** A copy in which one member has another name. */
export function renamed(root: unknown, path: Path, to: string): unknown {
  const key = path.at(-1)
  return changed(root, path.slice(0, -1), (parent) =>
    isRecord(parent)
      ? rebuilt(Object.entries(parent).map(([name, value]) => [name === key ? to : name, value]))
      : parent,
  )
}

/** A copy in which an object has one more member, or a list one more element. */
export function added(root: unknown, path: Path, value: unknown, key?: string): unknown {
  return changed(root, path, (parent) => {
    if (Array.isArray(parent)) return [...parent, value]
    return isRecord(parent) && key !== undefined ? rebuilt([...Object.entries(parent), [key, value]]) : parent
  })
}

/** An object from members, among them one that is called __proto__. */
function rebuilt(members: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  for (const [key, value] of members)
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true })
  return object
}
