import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Snapshot } from '../../src/schema/snapshot.ts'

const PARTS = [
  'categories',
  'risk',
  'limits.yaml',
  'harm.yaml',
  'review-guide.yaml',
  'arguments.yaml',
  'attacks',
  'cves',
  'guides',
  'mitigations',
  'telemetry',
  'detections',
  'questions',
  'home.yaml',
  'techniques',
  'attack-tools.yaml',
  'attack-catalogue.yaml',
  'standards.yaml',
  'evaluation/sets.yaml',
  'evaluation/measured.json',
]

/**
 * Writes a catalogue of these servers, with the content of the project, into <folder>/content and <folder>/catalogue.
 * @returns the environment of a command that reads it.
 */
export function writeCatalogue(folder: string, snapshots: readonly Snapshot[]) {
  for (const part of PARTS) cpSync(`content/${part}`, join(folder, 'content', part), { recursive: true })
  mkdirSync(join(folder, 'content/servers'))
  mkdirSync(join(folder, 'catalogue'))
  for (const snapshot of snapshots) {
    writeFileSync(join(folder, 'catalogue', `${snapshot.id}.json`), JSON.stringify(snapshot))
    writeFileSync(
      join(folder, 'content/servers', `${snapshot.id}.yaml`),
      `title: The ${snapshot.id} server\nabout: Made for tests.\npackage: ${snapshot.id}\nversion: 1.0.0\nlicence: MIT\nentry: x.js\n`,
    )
  }
  return {
    POLICYBOOK_CONTENT: join(folder, 'content'),
    POLICYBOOK_CATALOGUE: join(folder, 'catalogue'),
    POLICYBOOK_CACHE: join(folder, 'cache'),
  }
}
