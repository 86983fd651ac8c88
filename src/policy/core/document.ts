/** A run of a text: offsets in UTF-16 code units, the end exclusive. */
export interface Span {
  start: number
  end: number
}

/** A value that was read from JSON, YAML or TOML, with its place in the text. A YAML alias is the node that it names. */
export interface DocumentNode extends Span {
  kind: 'map' | 'list' | 'text' | 'number' | 'boolean' | 'null' | 'other'
  /** Of a scalar: what it says; undefined for maps and lists. */
  value?: string | number | boolean | null
  /** Of a map, in the order of the text; a name can be there twice. */
  members?: Member[]
  /** Of a list. */
  items?: DocumentNode[]
}

/** One member of a map. */
export interface Member {
  name: string
  key: Span
  node: DocumentNode
}

/** Something that keeps a text from being read. */
export interface ReadProblem extends Span {
  what: string
}

/** A text as a parser read it. */
export interface ReadDocument {
  /** Undefined where the text cannot be read, or is empty. */
  root: DocumentNode | undefined
  problems: ReadProblem[]
}

/** Levels of maps and lists that are read; deeper texts are refused, because the parsers are recursive. */
export const MAX_DEPTH = 100

/** What is said of a text that is nested deeper. */
export const TOO_DEEP = `it is nested deeper than ${MAX_DEPTH} levels`

/** The last member of a name, which is the one that counts in JSON; undefined for none, and for what is not a map. */
export function memberOf(node: DocumentNode | undefined, name: string): Member | undefined {
  return node?.members?.findLast((member) => member.name === name)
}

/** The value of {@link memberOf}, through several names. */
export function at(node: DocumentNode | undefined, ...names: string[]): DocumentNode | undefined {
  let found = node
  for (const name of names) found = memberOf(found, name)?.node
  return found
}

/** The texts of a list, each with its place; entries of another kind are left out. */
export function textsOf(node: DocumentNode | undefined): { text: string; node: DocumentNode; index: number }[] {
  return (node?.items ?? []).flatMap((item, index) =>
    typeof item.value === 'string' ? [{ text: item.value, node: item, index }] : [],
  )
}

/** What a scalar of text says; undefined for anything else. */
export const textOf = (node: DocumentNode | undefined): string | undefined =>
  typeof node?.value === 'string' ? node.value : undefined

/** The members that come again under a name that was there before. */
export function repeatedMembers(node: DocumentNode): Member[] {
  const seen = new Set<string>()
  return (node.members ?? []).filter(({ name }) => {
    if (seen.has(name)) return true
    seen.add(name)
    return false
  })
}

/** Every node of a tree once, parents first; aliases do not make it longer. */
export function* nodesOf(root: DocumentNode | undefined): Generator<DocumentNode> {
  const seen = new Set<DocumentNode>()
  const open = root ? [root] : []
  for (let node = open.pop(); node; node = open.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    yield node
    for (const child of [...(node.members ?? []).map((member) => member.node), ...(node.items ?? [])].reverse())
      open.push(child)
  }
}
