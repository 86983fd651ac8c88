import { z } from 'zod'
import type { Tool } from './tool.ts'
import { toolSchema } from './tool-schema.ts'

/** Where a snapshot came from. */
export const sourceSchema = z.strictObject({
  /** How it was obtained: a launched package, or an imported catalogue. */
  kind: z.enum(['package', 'command', 'import']),
  /** npm package name, command, or the identity in the imported catalogue. */
  name: z.string().min(1),
  /** The version that was launched, where one is known. */
  version: z.string().optional(),
})
export type Source = z.output<typeof sourceSchema>

/** What one server was found to say, at one time, from one source. Written by ingest, never edited by people. */
export const snapshotSchema = z.strictObject({
  id: z.string().min(1),
  /** The day on which the server was first seen to say exactly this, as YYYY-MM-DD in UTC. */
  capturedAt: z.iso.date(),
  source: sourceSchema,
  /** The protocol version that the server answered with. */
  protocolVersion: z.string(),
  /** `serverInfo` of the initialize answer, as sent. */
  serverInfo: z.record(z.string(), z.unknown()),
  /** `instructions` of the initialize answer, if any. */
  instructions: z.string().optional(),
  /** Every tool in the order in which the server sent them, with every member as sent. */
  tools: z.array(toolSchema),
})
export type Snapshot = Omit<z.output<typeof snapshotSchema>, 'tools'> & { tools: Tool[] }
