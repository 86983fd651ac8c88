import { randomBytes } from 'node:crypto'
import { chmodSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'

/** Writes a file under another name beside it and renames that, so that nobody reads half of it. Links stay links. */
export function replaceFile(path: string, text: string): void {
  const real = realpathSync(path)
  const bom = readFileSync(real, 'utf8').startsWith('\uFEFF') ? '\uFEFF' : ''
  const temporary = `${real}.${randomBytes(6).toString('hex')}.tmp`
  try {
    writeFileSync(temporary, bom + text, { flag: 'wx' })
    chmodSync(temporary, statSync(real).mode)
    renameSync(temporary, real)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}
