import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { ProblemError } from '../schema/problem.ts'

/** The file by which a build recognises a folder that an earlier build made. */
export const MARK = '.policybook-site'
/** Where new and old contents wait while a folder that cannot be renamed changes from one to the other. */
const STAGE = '.policybook-replacing'
/** Entries that neither the reader's files nor the site's are: those of a file system and of git. They stay. */
const KEPT = new Set(['.git', 'lost+found'])
/** A stage older than this, in milliseconds, was left by a build that was killed. */
const STALE = 60 * 60 * 1000
const ATTEMPTS = 20

/**
 * Checks that a build may replace a folder: it is absent, empty, or was made by a build.
 * @throws {ProblemError} when it holds anything else, or is no folder.
 */
export function refuseForeign(target: string): void {
  const found = statSync(target, { throwIfNoEntry: false })
  if (!found) return
  if (!found.isDirectory())
    throw new ProblemError([
      { where: target, what: 'it is a file, and the site needs a folder', fix: 'Name a folder in POLICYBOOK_OUT.' },
    ])
  const entries = readdirSync(target).filter((entry) => !KEPT.has(entry))
  if (entries.length === 0 || entries.includes(MARK) || entries.includes(STAGE)) return
  throw new ProblemError([
    {
      where: target,
      what: `it is not empty and policybook did not make it (it holds ${entries.slice(0, 3).join(', ')}${entries.length > 3 ? ' …' : ''}), and a build replaces the whole folder`,
      fix: 'Name an empty or new folder in POLICYBOOK_OUT, or move these files away yourself.',
    },
  ])
}

/**
 * Puts a finished site in its place. Readers see the old site or the new one, except where the folder cannot be renamed,
 * as with the mount point of a volume: there the entries change one after the other.
 * @param made the finished site, on any file system; it is gone afterwards.
 * @param target replaced as a whole; a symbolic link stays, and what it leads to is replaced.
 * @throws {ProblemError} when the folder is not a build's, or cannot be written.
 */
export function placeSite(made: string, target: string): void {
  writeFileSync(join(made, MARK), 'Made by policybook. The next build replaces this folder with all that is in it.\n')
  mkdirSync(dirname(target), { recursive: true })
  for (let attempt = 1; ; attempt++)
    try {
      const place = existsSync(target) ? realpathSync(target) : target
      refuseForeign(place)
      if (!canRename(place) || !swap(made, place)) replaceContents(made, place)
      return
    } catch (error) {
      if (error instanceof ProblemError) throw error
      // Another build moved its own site here meanwhile: the later one stays.
      if (['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(codeOf(error)) && attempt < ATTEMPTS && existsSync(made)) continue
      const what = error instanceof Error ? error.message : String(error)
      throw new ProblemError([
        { where: target, what: `the site cannot be written: ${what}`, fix: 'Name a folder that you can write to.' },
      ])
    }
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? ''

/** Whether the folder is no mount point and has nothing that must stay. The folder above tells the rest when it is tried. */
function canRename(place: string): boolean {
  const found = statSync(place, { throwIfNoEntry: false })
  if (!found) return true
  return found.dev === statSync(dirname(place)).dev && !readdirSync(place).some((entry) => KEPT.has(entry))
}

/** Moves the site, or a copy from another file system, beside its place and renames. False where that is not permitted. */
function swap(made: string, place: string): boolean {
  let beside: string
  try {
    beside = mkdtempSync(join(dirname(place), `.${basename(place)}-`))
  } catch (error) {
    if (existsSync(place)) return false
    throw error
  }
  const old = join(beside, 'old')
  try {
    if (existsSync(place))
      try {
        renameSync(place, old)
      } catch (error) {
        if (['EBUSY', 'EPERM', 'EACCES', 'EXDEV'].includes(codeOf(error))) return false
        throw error
      }
    try {
      move(made, place, join(beside, 'new'))
      return true
    } catch (error) {
      if (existsSync(old) && !existsSync(place)) renameSync(old, place)
      throw error
    }
  } finally {
    rmSync(beside, { recursive: true, force: true })
  }
}

/** Renames, by way of a copy beside the new place where that is on another file system. */
function move(from: string, to: string, copy: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error
    cpSync(from, copy, { recursive: true })
    renameSync(copy, to)
    rmSync(from, { recursive: true, force: true })
  }
}

/** Copies the site into its place first, and then changes the entries by renaming them. */
function replaceContents(made: string, place: string): void {
  const stage = join(place, STAGE)
  const left = statSync(stage, { throwIfNoEntry: false })
  if (left && Date.now() - left.mtimeMs > STALE) rmSync(stage, { recursive: true, force: true })
  try {
    mkdirSync(stage)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    throw new ProblemError([
      {
        where: stage,
        what: 'another build is writing to this folder, or one was stopped while it did',
        fix: 'Wait until it is done and run this again. If no other build runs, delete this folder.',
      },
    ])
  }
  const [fresh, old] = [join(stage, 'new'), join(stage, 'old')]
  try {
    cpSync(made, fresh, { recursive: true })
  } catch (error) {
    rmSync(stage, { recursive: true, force: true })
    throw error
  }
  mkdirSync(old)
  for (const entry of readdirSync(place))
    if (entry !== STAGE && !KEPT.has(entry)) renameSync(join(place, entry), join(old, entry))
  for (const entry of readdirSync(fresh)) renameSync(join(fresh, entry), join(place, entry))
  rmSync(stage, { recursive: true, force: true })
  rmSync(made, { recursive: true, force: true })
}
