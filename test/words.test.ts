import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import ts from 'typescript'
import { parseAllDocuments, visit } from 'yaml'

/** Words that read like a translation; each has a plainer one. */
const REFUSED =
  /\b(?:put (?:it )?right|stands (?:in|at)|lies in|speaks for|is no (?:format|server|JSON|list)|nothing here moves|a person is asked|of its caller|count on no|restatement|graver|whoever|that nothing reads|lets? everything pass|of which nothing tells|only names count|in front of an open door|made when this site was built|text that strangers? wrote)\b/i

/** The rules of the rating, and what is not for readers. */
const LATER = [/^content\/(?:risk|reviews|evaluation|clients)\//]

/** Whole texts that people read, of one file: strings without the comments and names around them. */
function textsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8')
  if (/\.ya?ml$/.test(file)) return yamlTexts(source)
  if (file.endsWith('.mdx')) return [source]
  if (file.endsWith('.astro')) return astroTexts(source)
  return scriptTexts(source)
}

function yamlTexts(source: string): string[] {
  const texts: string[] = []
  for (const document of parseAllDocuments(source))
    visit(document, {
      Scalar(_, { value }) {
        if (typeof value === 'string') texts.push(value)
      },
    })
  return texts
}

/** Script between dashes, and markup without its comments. */
function astroTexts(source: string): string[] {
  const [, script = '', markup = source] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source) ?? []
  return [...scriptTexts(script), ...markup.replaceAll(/<!--[\s\S]*?-->|\/\*[\s\S]*?\*\//g, ' ').split('\n')]
}

function scriptTexts(source: string): string[] {
  const texts: string[] = []
  const walk = (node: ts.Node) => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      texts.push(node.text)
    ts.forEachChild(node, walk)
  }
  walk(ts.createSourceFile('a.ts', source, ts.ScriptTarget.Latest, true))
  return texts
}

const files = [
  ...globSync('content/**/*.{yaml,yml,mdx}'),
  ...globSync('src/{view,policy,cli,pages,components,search}/**/*.{ts,astro}'),
].filter((file) => !LATER.some((later) => later.test(file)))

test('interface text has none of the words that read like a translation', () => {
  assert.ok(files.length > 200)
  const found = files.flatMap((file) =>
    textsOf(file).flatMap((text) => {
      const [words] = REFUSED.exec(text) ?? []
      return words === undefined ? [] : [`${file}: "${words}" in ${text.trim().slice(0, 120)}`]
    }),
  )
  assert.deepEqual(found, [])
})

test('the words are found in strings, templates, markup and YAML, and not in comments and names', () => {
  assert.ok(scriptTexts('const a = `x ${1} whoever`').some((text) => REFUSED.test(text)))
  assert.ok(scriptTexts("f('It is no list.')").some((text) => REFUSED.test(text)))
  assert.ok(!scriptTexts('// whoever\nconst graver = 1').some((text) => REFUSED.test(text)))
  assert.ok(astroTexts('---\nconst a = 1\n---\n<h2>Put right</h2>').some((text) => REFUSED.test(text)))
  assert.ok(yamlTexts('# whoever\na: "It lies in a folder."').filter((text) => REFUSED.test(text)).length === 1)
})
