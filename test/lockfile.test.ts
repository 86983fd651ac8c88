import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

interface Entry {
  version?: string
  resolved?: string
  integrity?: string
  optional?: boolean
  optionalDependencies?: Record<string, string>
}

for (const file of [
  'package-lock.json',
  'content/servers/package-lock.json',
  'content/evaluation/servers/package-lock.json',
  'content/clients/package-lock.json',
]) {
  const packages = Object.entries<Entry>(JSON.parse(readFileSync(file, 'utf8')).packages)
  const names = new Set(packages.map(([path]) => path.split('node_modules/').at(-1)))

  test(`${file} names the packages of every platform, or npm ci refuses it on the others`, () => {
    const missing = packages.flatMap(([, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !names.has(name)),
    )
    assert.deepEqual(missing, [])
  })

  test(`${file} pins what it installs and records no registry`, () => {
    for (const [path, { version, resolved, integrity, optional }] of packages.slice(1)) {
      assert.match(version ?? '', /^\d+\.\d+\.\d+/, path)
      assert.equal(resolved, undefined, path)
      // Packages of other platforms can be missing from a registry; their digests are then unknown.
      assert.ok(integrity !== undefined || optional, path)
    }
  })
}
