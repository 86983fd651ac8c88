import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { resolve } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'

/** `test [FILE…]`: lint and types, then every test; ends with `N passed, N failed`. */
export async function testCommand(argv: string[]): Promise<number> {
  let passed = 0
  let failed = 0
  if (argv.length === 0)
    for (const [name, bin, ...args] of [
      ['lint', 'node_modules/@biomejs/biome/bin/biome', 'check', '.'],
      ['types', 'node_modules/astro/bin/astro.mjs', 'check'],
    ] as const) {
      const { status } = spawnSync(process.execPath, [resolve(bin), ...args], {
        stdio: 'inherit',
        env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
      })
      if (status === 0) passed++
      else failed++
      console.log(`${status === 0 ? '✔' : '✖'} ${name}`)
    }
  const files = argv.length > 0 ? argv : globSync('test/**/*.test.ts').sort()
  const stream = run({ files: files.map((file) => resolve(file)), concurrency: true })
  stream.on('test:pass', ({ details, skip }) => {
    if (details.type !== 'suite' && skip === undefined) passed++
  })
  stream.on('test:fail', ({ details }) => {
    if (details.type !== 'suite') failed++
  })
  const report = stream.compose(spec())
  for await (const text of report) process.stdout.write(text)
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 && passed > 0 ? 0 : 1
}
