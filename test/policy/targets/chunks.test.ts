// The code that browsers fetch: for a snippet one file for a target beside what all of them share, small, and without the code
// that only checks files; for a linter the rules of one target.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { librariesAtRest, policyChunks } from '../../../chunks.config.ts'
import type * as Lint from '../../../src/policy/lint/lint-text.ts'
import { lintText as lintTextHere } from '../../../src/policy/lint/lint-text.ts'
import { lintRules } from '../../../src/policy/lint/recognise.ts'
import { loadCombine } from '../../../src/policy/targets/combiners.ts'
import { targets } from '../../../src/policy/targets/index.ts'
import { listedLinters } from '../../../src/policy/targets/linters.ts'
import { listedTargets, loadTarget } from '../../../src/policy/targets/load.ts'
import { postures } from '../../../src/schema/posture.ts'
import type * as Customise from '../../../src/view/customise.ts'
import { customised } from '../../../src/view/customise.ts'
import type { RulesFile } from '../../../src/view/rules-file.ts'
import { rule } from '../rule.ts'

const MAX_FILE_BYTES = 20_000
const MAX_TARGET_BYTES = 40_000
const MAX_HELPER_BYTES = 500

test('the list for browsers has every target, as it is', async () => {
  assert.deepEqual(
    listedTargets.map(({ id, label, kind }) => ({ id, label, kind })),
    targets.map(({ id, label, kind }) => ({ id, label, kind })),
  )
  for (const target of targets) {
    const loaded: object = await loadTarget(target.id)
    for (const [name, value] of Object.entries(loaded))
      if (name !== 'render') assert.equal(target[name as keyof typeof target], value, `${target.id} ${name}`)
    assert.deepEqual(
      ['simulate', 'linter', 'combine', 'builtin'].filter((name) => name in loaded),
      [],
    )
  }
})

test('how files are combined is the same for browsers', async () => {
  for (const { id, combine } of targets) assert.equal(await loadCombine(id), combine, id)
})

/** The files of a page whose script fetches modules when they are wanted. */
async function chunksOf(...modules: string[]): Promise<Rolldown.OutputChunk[]> {
  const page = '\0page'
  const fetched = modules.map((module) => `() => import(${JSON.stringify(resolve(module))})`)
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      librariesAtRest,
      {
        name: 'page',
        resolveId: (id) => (id === page ? id : undefined),
        load: (id) => (id === page ? `globalThis.wanted = [${fetched.join()}]` : undefined),
      },
    ],
    build: {
      write: false,
      target: 'esnext',
      modulePreload: false,
      rolldownOptions: {
        input: page,
        preserveEntrySignatures: 'exports-only',
        output: { codeSplitting: { groups: policyChunks } },
      },
    },
  })
  const [output] = [built].flat()
  assert.ok(output && 'output' in output)
  return output.output.filter((one) => one.type === 'chunk')
}

const bytes = ({ code }: Rolldown.OutputChunk) => gzipSync(code).length

/** A file with all that it imports. */
function withImports(chunks: readonly Rolldown.OutputChunk[], first: Rolldown.OutputChunk): Rolldown.OutputChunk[] {
  const found = new Set([first])
  for (const { imports } of found)
    for (const name of imports) {
      const one = chunks.find(({ fileName }) => fileName === name)
      assert.ok(one, name)
      found.add(one)
    }
  return [...found]
}

/** What serves a page that renders and one that lints. */
const pages = chunksOf('src/view/customise.ts', 'src/policy/lint/lint-text.ts')

/** Modules of which something is left in a file. */
const modulesOf = (chunks: readonly Rolldown.OutputChunk[]) =>
  chunks.flatMap(({ modules }) =>
    Object.entries(modules).flatMap(([id, { renderedLength }]) =>
      renderedLength > 0 ? [id.replaceAll('\\', '/').replace(/^.*\/(?=src\/|node_modules\/)/, '')] : [],
    ),
  )

const CHECKS =
  /policy\/targets\/[^/]+\/(?:target|simulate|lint|combine|merge|builtin|evaluate|validate|decode)\.ts$|policy\/core\/(?:linter|simulation|module-simulation|read-text|document|combine|define-target|builtin-rules)\.ts$|policy\/(?:lint|prove)\/|node_modules\/(?:zod|re2js|jsonc-parser)\/|node_modules\/yaml\/.*\/(?:lexer|parser|composer)\.js$/

test('a snippet takes the shared code and the file of its target, without checks, in at most 40 kB', async () => {
  const chunks = await pages
  const core = chunks.find(({ name }) => name === 'policy-core')
  assert.ok(core)
  const page = chunks.find(({ isEntry }) => isEntry)
  assert.ok(page)
  const first = withImports(chunks, page)
  assert.deepEqual(
    modulesOf(first).filter((file) => file.startsWith('src/')),
    [],
    'nothing of it is fetched before it is wanted',
  )
  for (const { id, kind, language } of targets) {
    const own = chunks.find(({ facadeModuleId }) =>
      facadeModuleId?.replaceAll('\\', '/').endsWith(`/policy/targets/${id}/render-target.ts`),
    )
    assert.ok(own, id)
    const files: Rolldown.OutputChunk[] = [
      ...new Set([...withImports(chunks, core), ...withImports(chunks, own)]),
    ].filter((one) => !first.includes(one))
    // The bundler's own few lines may stand in a file of their own.
    const others = files.filter(
      (one) =>
        one !== own &&
        one !== core &&
        (modulesOf([one]).some((file) => /^(?:src|node_modules)\//.test(file)) || bytes(one) > MAX_HELPER_BYTES),
    )
    // A target whose rules are YAML takes the library, too, in one file that all of them share.
    assert.ok(others.length <= 1, `${id} takes ${files.map(({ fileName }) => fileName).join(', ')}`)
    for (const one of others)
      assert.ok(
        modulesOf([one]).every((file) => file.startsWith('node_modules/yaml/')),
        id,
      )
    assert.ok(others.length === 0 || language === 'yaml' || id === 'docker', `${id} (${kind}) takes the YAML library`)
    for (const one of files) assert.ok(bytes(one) <= MAX_FILE_BYTES, `${one.fileName} has ${bytes(one)} bytes`)
    const all = files.reduce((sum, one) => sum + bytes(one), 0)
    assert.ok(all <= MAX_TARGET_BYTES, `${id} takes ${all} bytes`)
    assert.deepEqual(
      modulesOf(files).filter((file) => CHECKS.test(file)),
      [],
      id,
    )
    const foreign = modulesOf([own]).filter((file) => /targets\/([\w-]+)\//.exec(file)?.[1] !== id)
    assert.deepEqual(
      foreign.filter((file) => file.includes('/targets/')),
      [],
      `${id} has the code of another target`,
    )
  }
})

test('a linter takes the rules of its target alone, and a snippet nothing of a linter', async () => {
  const chunks = await pages
  assert.deepEqual(
    listedLinters.map(({ id }) => id),
    targets.flatMap(({ id, linter }) => (linter ? [id] : [])),
  )
  const entry = chunks.find(({ name }) => name === 'lint-text')
  assert.ok(entry)
  const before = withImports(chunks, entry)
  assert.deepEqual(
    modulesOf(before).filter((file) =>
      /targets\/[^/]+\/(?:lint|simulate|target)\.ts$|node_modules\/(?:zod|re2js)\//.test(file),
    ),
    [],
  )
  for (const { id, linter, load } of listedLinters) {
    const whole = targets.find((one) => one.id === id)?.linter
    assert.equal(whole, await load(), id)
    assert.deepEqual([whole?.names, whole?.recognise], [linter.names, linter.recognise], id)
    const own = chunks.find(({ facadeModuleId }) =>
      facadeModuleId?.replaceAll('\\', '/').endsWith(`/policy/targets/${id}/lint.ts`),
    )
    assert.ok(own, id)
    const files = withImports(chunks, own).filter((one) => !before.includes(one))
    const rules = modulesOf(files).flatMap((file) => /targets\/([\w-]+)\/lint\.ts$/.exec(file)?.[1] ?? [])
    assert.deepEqual(
      rules.filter((one) => one !== id),
      id === 'claude-code-managed' ? ['claude-code'] : [],
    )
  }
})

test('the files do what the code does that they were made of', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'policybook-chunks-'))
  after(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  const chunks = await pages
  for (const { fileName, code } of chunks) {
    mkdirSync(dirname(join(folder, fileName)), { recursive: true })
    writeFileSync(join(folder, fileName), code)
  }
  const page = chunks.find(({ isEntry }) => isEntry)
  assert.ok(page)
  await import(pathToFileURL(join(folder, page.fileName)).href)
  const { wanted } = globalThis as unknown as { wanted: [() => Promise<typeof Customise>, () => Promise<typeof Lint>] }
  const [{ customise }, { lintText }] = await Promise.all([wanted[0](), wanted[1]()])
  const named = [
    rule('list "orders"', 'allow', [{ max: 3, per: 'hour' }]),
    { ...rule('pay\u200b', 'allow'), conditions: [{ path: 'to', op: 'regex' as const, value: '^a\\.b$' }] },
    rule('refund', 'ask'),
    rule('drop: yes', 'deny'),
    rule('secret', 'hide'),
  ]
  const record: RulesFile = {
    server: 'shop',
    tools: named.map((one, index) => ({
      slug: String(index),
      tool: {
        name: one.tool,
        inputSchema: { type: 'object', properties: { to: { type: 'string' } }, required: ['to'] },
      },
      rules: Object.fromEntries(postures.map((posture) => [posture, one])) as Record<
        (typeof postures)[number],
        typeof one
      >,
    })),
  }
  for (const target of targets)
    for (const slug of [undefined, '1', '3']) {
      const choice = { posture: 'guarded', serverKey: 'my shop', ...(slug === undefined ? {} : { slug }) } as const
      assert.deepEqual(await customise(record, { ...choice, target: target.id }), customised(target, record, choice))
    }
  let found = 0
  for (const { bad, file, target } of lintRules(targets)) {
    const answer = await lintText(bad, file, { target: target.id })
    assert.deepEqual(answer, await lintTextHere(bad, file, { target: target.id }))
    if ('findings' in answer && answer.findings.length > 0) found++
  }
  assert.ok(found > 150, `${found} texts with findings`)
})

test('a file with checks is told', async () => {
  const chunks = await chunksOf('src/policy/targets/envoy/target.ts')
  const found = modulesOf(chunks).filter((file) => CHECKS.test(file))
  for (const part of ['envoy/simulate.ts', 'envoy/lint.ts', 'node_modules/zod/', 'node_modules/re2js/'])
    assert.ok(
      found.some((file) => file.includes(part)),
      part,
    )
})
