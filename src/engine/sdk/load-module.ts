import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * Runs a module of TypeScript with Node, which takes the types away. It lies in a folder of its own, so its packages are found
 * from here.
 * @returns its exports; each call makes a module of its own, with nothing counted.
 */
export async function loadModule(text: string): Promise<Record<string, unknown>> {
  // Rules are data below the imports, indented, so no name of a tool begins a line.
  const lines = text
    .split('\n')
    .map((line) =>
      line.startsWith('import ') ? line.replace(/(?<= from ')[^']+/, (name) => import.meta.resolve(name)) : line,
    )
  const folder = mkdtempSync(join(tmpdir(), 'module-'))
  try {
    const file = join(folder, 'policy.mts')
    writeFileSync(file, lines.join('\n'))
    return await import(pathToFileURL(file).href)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
