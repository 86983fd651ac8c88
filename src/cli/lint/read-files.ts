import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { PolicyText } from '../../policy/core/policy-text.ts'
import { MAX_BYTES } from '../../policy/lint/max-bytes.ts'
import type { Problem } from '../../schema/problem.ts'

/** Files of a folder that can be policies; others are not opened. */
const EXTENSIONS = /\.(?:jsonc?|toml|ya?ml|cedar|sh|bash|zsh|conf)$/
const IGNORED = new Set(['node_modules', '.git', '.hg', '.svn', '.venv', 'venv', '__pycache__'])

/** What was found under the paths that a reader named. */
export interface FoundFiles {
  /** `isNamed` is false for files that a folder holds: those are looked at only where they are policies. */
  files: { source: PolicyText; isNamed: boolean }[]
  problems: Problem[]
}

/**
 * Reads files, every file of folders, and standard input for `-`. Links inside of folders are not followed.
 * @param stdinName what standard input is called, for telling its target.
 */
export function readFiles(paths: readonly string[], stdinName = ''): FoundFiles {
  const found: FoundFiles = { files: [], problems: [] }
  const add = (path: string, isNamed: boolean, name = path) => {
    const read = readText(path)
    if (typeof read !== 'string') {
      if (isNamed) found.problems.push(read)
    } else found.files.push({ source: new PolicyText(name, read), isNamed })
  }
  for (const path of paths) {
    if (path === '-') {
      add('-', true, stdinName)
      continue
    }
    const kind = statSync(path, { throwIfNoEntry: false })
    if (kind?.isDirectory()) for (const file of filesBelow(path)) add(file, false)
    else add(path, true)
  }
  return found
}

/** Files below a folder that can be policies, in the order of their names. */
function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      if (!IGNORED.has(entry.name)) yield* filesBelow(path)
    } else if (entry.isFile() && EXTENSIONS.test(entry.name) && lstatSync(path).size <= MAX_BYTES) yield path
  }
}

/** The text of a file, or why there is none. `-` is standard input. */
export function readText(path: string): string | Problem {
  try {
    const bytes = readFileSync(path === '-' ? 0 : path)
    if (bytes.length > MAX_BYTES) return { where: path, what: 'it is larger than 1 MB', fix: 'Name a policy file.' }
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (error instanceof TypeError && code !== 'ENOENT')
      return { where: path, what: 'it is not text in UTF-8', fix: 'Name a policy file.' }
    const what = code === 'ENOENT' ? 'the file does not exist' : message
    return { where: path, what, fix: 'Name a policy file.' }
  }
}
