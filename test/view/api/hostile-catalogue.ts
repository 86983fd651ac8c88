import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadSite, type Site } from '../../../src/view/site.ts'
import { snapshots } from '../../site/catalogue.ts'
import { writeCatalogue } from '../../site/write-catalogue.ts'

/** Names that a spreadsheet would run. */
export const formulas = ['=HYPERLINK("https://example.com","x")', '+1+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1']

/** Texts that would leave a fenced block, a code span, an element or a line. */
export const breakers = [
  '```\n# Owned\n[click](https://example.com)\n```',
  '~~~\n</script><script>alert(1)</script>\n````text\n`````',
  'a `b` ``c`` ]]> <!-- & "\'',
]

/** The small catalogue of the site's tests with a server more, whose every text tries to be something else. */
export function hostileSite(): Site {
  const folder = mkdtempSync(join(tmpdir(), 'policybook-api-'))
  try {
    const tools = [
      ...formulas.map((name) => ({ name, description: 'Read a cell.' })),
      ...breakers.map((text) => ({ name: text, description: text })),
    ]
    const [first] = snapshots
    if (!first) throw new Error('there is no snapshot')
    writeCatalogue(folder, [...snapshots, { ...first, id: 'breaker', tools, instructions: breakers.join('\n') }])
    mkdirSync(join(folder, 'content/advisories'), { recursive: true })
    cpSync('content/advisories', join(folder, 'content/advisories'), { recursive: true })
    writeFileSync(
      join(folder, 'content/servers/none.yaml'),
      'title: "</title><script>alert(1)</script> & `x` [y](z)"\nabout: "# Not a heading"\npackage: "@scope/none"\nversion: 1.0.0\nlicence: MIT\nentry: x.js\nneeds: [API_TOKEN, API_URL]\nrepository: https://github.com/scope/none\n',
    )
    return loadSite({
      content: join(folder, 'content'),
      catalogue: join(folder, 'catalogue'),
      cache: join(folder, 'cache'),
      work: folder,
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
