/** What a row of the search leads to. */
export const kinds = ['server', 'tool', 'attack', 'target', 'lint', 'guide', 'page'] as const
export type Kind = (typeof kinds)[number]

/** One thing that is found by its name. */
export interface LookupRecord {
  kind: Kind
  /** The name as it is shown, hidden characters already named. */
  label: string
  /** From the root of the site, without the path that the site is served under. */
  path: string
  /** Other names: ids, packages, numbers of vulnerabilities. */
  aliases: string[]
  /** What stands beside the name: the words of its place or its sentence. */
  about?: string
  /** Of a tool: its server. */
  server?: { id: string; title: string }
  /** Of a tool, and of the pages about one of them. */
  category?: string
  severity?: string
  /** On how many servers a tool of this name is found, where that is more than one. */
  servers?: number
  /** Of a server. */
  tools?: number
}

/** A list of records under a key; `total` is larger than the list where only the best are kept. */
export interface Posting {
  total: number
  records: LookupRecord[]
}

/** One sorted set of files: the first key of each child, level by level. */
export interface TreeRoot {
  /** Levels of files below this list of keys. */
  depth: number
  keys: string[]
  /** How many leaves there are. */
  leaves: number
}

/** The file that is read first. */
export interface LookupRoot {
  version: 1
  servers: number
  tools: number
  /** How the addresses of servers and tools are spelled. */
  paths: { server: string; tool: string }
  categories: string[]
  severities: string[]
  /** The most frequent words whose lists are not whole, the most frequent first. */
  frequent: string
  /**
   * `names`: records by word, and by the first letters of words; `sets`: by two and more words whose own lists are not whole,
   * the rarer first; `offers`: tools by the id of their server; `words` and `ends`: all words, as they are and backwards.
   */
  trees: { names: TreeRoot; sets: TreeRoot; offers: TreeRoot; words: TreeRoot; ends: TreeRoot }
}
export type TreeName = keyof LookupRoot['trees']

/** A leaf of `names`, `sets` and `offers`. Records are numbered within it. */
export interface PostingLeaf {
  /** Servers that tools of the leaf are from: id and title. */
  s: [string, string][]
  r: PackedRecord[]
  /** Key, how many there are in all where more than are listed (else 0), and the numbers of the records. */
  k: [string, number, ...number[]][]
}

/** Tool: server, label, category and severity as one number, slug where it differs from the label, how many servers. */
export type PackedTool = [number, string, number, (string | 0)?, number?]
/** Server: id, title, tools, package. */
export type PackedServer = ['server', string, string, number, string]
/** All other kinds: label, path, aliases, about. */
export type PackedPage = [Exclude<Kind, 'server' | 'tool'>, string, string, string[], string?]
export type PackedRecord = PackedTool | PackedServer | PackedPage

/** A record from its packed form. */
export function unpack(packed: PackedRecord, leaf: PostingLeaf, root: LookupRoot): LookupRecord {
  if (typeof packed[0] === 'number') {
    const [at, label, code, slug, servers] = packed as PackedTool
    const [id, title] = leaf.s[at] as [string, string]
    const step = root.severities.length
    return {
      kind: 'tool',
      label,
      path: root.paths.tool.replace('{server}', () => id).replace('{tool}', () => slug || label),
      aliases: [],
      server: { id, title },
      category: root.categories[Math.floor(code / step)] as string,
      severity: root.severities[code % step] as string,
      ...(servers ? { servers } : {}),
    }
  }
  if (packed[0] === 'server') {
    const [kind, id, label, tools, name] = packed as PackedServer
    return {
      kind,
      label,
      path: root.paths.server.replace('{server}', () => id),
      aliases: [id, name],
      tools,
      about: name,
    }
  }
  const [kind, label, path, aliases, about] = packed as PackedPage
  return { kind, label, path, aliases, ...(about ? { about } : {}) }
}
