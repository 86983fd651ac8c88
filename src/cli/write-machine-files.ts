import { closeSync, globSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { machineOutput } from '../view/api/machine-output.ts'
import type { Site } from '../view/site.ts'
import { base } from '../view/urls.ts'

/** The file of an address of the site, below the folder that is served at its base. */
export const fileOf = (folder: string, url: string): string =>
  join(folder, ...url.slice(base.length).split('/').map(decodeURIComponent))

/**
 * Writes what the site has for programs beside its pages, which must be there already.
 * @returns how many files were written.
 */
export function writeMachineFiles(site: Site, folder: string): number {
  const pages = globSync('**/*.html', { cwd: folder })
  let count = 0
  for (const { url, text } of machineOutput(site, pages)) {
    const file = fileOf(folder, url)
    mkdirSync(dirname(file), { recursive: true })
    const handle = openSync(file, 'w')
    try {
      for (const piece of typeof text === 'string' ? [text] : text) writeSync(handle, piece)
    } finally {
      closeSync(handle)
    }
    count++
  }
  return count
}
