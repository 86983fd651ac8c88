import type { Span } from './document.ts'
import type { KnownServers, LintRule, LintWords, Report } from './linter.ts'
import { nearestAll } from './nearest.ts'
import type { TextEdit } from './text-edit.ts'

/** A server that a policy names, and the tool where it names one. */
export interface Mention {
  server: string
  tool?: string
  at: Span
  /** Writes another name into the place of the tool's; absent where that would allow a tool, or cannot be written. */
  rename?(tool: string): TextEdit
}

/** The longest name of a server that is looked for in the name of a tool. */
const MAX_SERVER_CHARS = 200

/** The longest server whose name a tool’s name begins with, with a separator behind it; undefined for none. */
export function serverOf(name: string, servers: ReadonlySet<string>, separator: string): string | undefined {
  for (let end = Math.min(name.length - separator.length, MAX_SERVER_CHARS); end > 0; end--)
    if (name.startsWith(separator, end) && servers.has(name.slice(0, end))) return name.slice(0, end)
  return undefined
}

type Examples = Pick<LintWords, 'bad' | 'good'>

/**
 * The rule about tools that their server does not have. It speaks only of servers that are known by package, command, image
 * or address; a key alone says nothing, because readers choose it.
 */
export function unknownToolRule<D>(
  examples: Examples,
  mentionsOf: (document: D, known: KnownServers) => Iterable<Mention>,
): LintRule<D> {
  return {
    id: 'unknown-tool',
    title: 'Unknown tool',
    about:
      "The catalogue lists no tool with this name for the server's package. The rule has no effect until the server adds one.",
    fix: 'Correct the tool name.',
    ...examples,
    *find(document, { servers }) {
      const names = new Map<string, Set<string>>()
      for (const { server, tool, at, rename } of mentionsOf(document, servers)) {
        const tools = servers.get(server)
        if (!tools || tool === undefined) continue
        const known = names.get(server) ?? new Set(tools)
        names.set(server, known)
        if (known.has(tool)) continue
        const near = nearestAll(tool, tools)
        const [only] = near
        const report: Report = {
          what: `${server} lists no ${tool}${near.length > 0 ? `; ${near.slice(0, 3).join(' or ')} is near` : ''}`,
          at,
        }
        yield near.length === 1 && only !== undefined && rename ? { ...report, edits: [rename(only)] } : report
      }
    },
  }
}

/** The rule that asks which server a key stands for, once a key. */
export function whichServerRule<D>(
  examples: Examples,
  mentionsOf: (document: D, known: KnownServers) => Iterable<Mention>,
): LintRule<D> {
  return {
    id: 'which-server',
    title: 'Unknown server',
    about:
      'You choose the server key, so it does not identify the server. The linter cannot check the tool names until you say which package it is.',
    fix: 'Give --config with the file that starts the server, or --server KEY=PACKAGE. Use --server KEY=none for a server that is not in the catalogue.',
    ...examples,
    *find(document, { servers }) {
      const asked = new Set<string>()
      for (const { server, tool, at } of mentionsOf(document, servers)) {
        if (tool === undefined || servers.has(server) || asked.has(server)) continue
        asked.add(server)
        yield { what: `unknown server ${server}: its tools are not checked`, at }
      }
    },
  }
}
