import { join } from 'node:path'
import { type Manifest, manifestSchema } from '../schema/manifest.ts'
import { readById } from './read-by-id.ts'

/**
 * Every manifest of content/servers, by id, sorted by id.
 * @throws {ProblemError} with every problem of every file.
 */
export function readManifests(content: string): Map<string, Manifest> {
  return readById(join(content, 'servers'), manifestSchema, 'Correct the manifest.')
}
