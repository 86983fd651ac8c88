import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

let folder: string | undefined
let modules = 0

/**
 * Runs a module of TypeScript with Node, which takes the types away. It lies in a folder of this process, so its packages are
 * found from here.
 * @returns its exports; each call makes a module of its own, with nothing counted.
 */
export async function loadModule(text: string): Promise<Record<string, unknown>> {
  // Rules are data below the imports, indented, so no name of a tool begins a line.
  const lines = text
    .split('\n')
    .map((line) =>
      line.startsWith('import ') ? line.replace(/(?<= from ')[^']+/, (name) => import.meta.resolve(name)) : line,
    )
  folder ??= madeFolder()
  const file = join(folder, `policy-${modules++}.mts`)
  writeFileSync(file, lines.join('\n'))
  try {
    return await import(pathToFileURL(file).href)
  } finally {
    unlinkSync(file)
  }
}

function madeFolder(): string {
  const made = mkdtempSync(join(tmpdir(), 'modules-'))
  process.once('exit', () => rmSync(made, { recursive: true, force: true }))
  return made
}
