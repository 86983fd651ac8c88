import { resolve } from 'node:path'

/** Absolute paths of the folders that the project reads and writes. */
export interface Folders {
  /** What people wrote. */
  content: string
  /** Snapshots, made by ingest. */
  catalogue: string
  /** Installed servers and clients; may be deleted at any time. */
  cache: string
  /** Half-made sites. Inside the project always: the code that Astro makes there looks for its packages in the folders above. */
  work: string
}

/**
 * Where things are. The only place that knows; everything starts from the working directory, because a bundler moves
 * source files and with them any path that is relative to them.
 */
export function folders(env: NodeJS.ProcessEnv = process.env): Folders {
  return {
    content: resolve(env['POLICYBOOK_CONTENT'] ?? 'content'),
    catalogue: resolve(env['POLICYBOOK_CATALOGUE'] ?? 'catalogue'),
    cache: resolve(env['POLICYBOOK_CACHE'] ?? '.policybook'),
    work: resolve('.policybook'),
  }
}

/** The servers that the labelled set draws on beside the catalogue's own: rated to measure the rating, and shown nowhere. */
export function evaluationFolders({ content, catalogue, cache, work }: Folders): Folders {
  return {
    work,
    content: resolve(content, 'evaluation'),
    catalogue: resolve(catalogue, 'evaluation'),
    cache: resolve(cache, 'evaluation'),
  }
}
