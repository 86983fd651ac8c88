import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { ProblemError } from '../schema/problem.ts'
import type { Snapshot } from '../schema/snapshot.ts'
import type { Json, Tool } from '../schema/tool.ts'
import { isTooDeep, tooDeep } from './bounds.ts'

/**
 * Fingerprint of a definition: SHA-256 of its canonical JSON (RFC 8785), in hexadecimal.
 * RFC 8785 forbids lone surrogates, which hostile servers can send; each is replaced by the text of its escape first, so
 * that such a definition has a stable digest, too.
 * @throws {ProblemError} for a definition that nests deeper than what is taken of a server.
 */
export function toolDigest(tool: Tool): string {
  if (isTooDeep(tool))
    throw new ProblemError([{ where: 'digest', what: tooDeep(tool.name), fix: 'Leave the server out.' }])
  return createHash('sha256')
    .update(canonicalize(wellFormed(tool)) as string)
    .digest('hex')
}

/**
 * Fingerprint of all that a server tells a model: SHA-256 of its instructions and of the digests of its definitions in their order.
 * @throws {ProblemError} as {@link toolDigest}.
 */
export function serverDigest({ instructions, tools }: Pick<Snapshot, 'instructions' | 'tools'>): string {
  const told = { instructions: wellFormed(instructions ?? null), tools: tools.map(toolDigest) }
  return createHash('sha256')
    .update(canonicalize(told) as string)
    .digest('hex')
}

const LONE = /\p{Surrogate}/gu

function wellFormed(value: Json): Json {
  if (typeof value === 'string')
    return value.isWellFormed() ? value : value.replace(LONE, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`)
  if (Array.isArray(value)) return value.map(wellFormed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [wellFormed(key) as string, wellFormed(child)]))
}
