import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hostWords } from '../../src/cli/host-limits.ts'

test('a build says which hosts take it, and why others do not', () => {
  assert.equal(
    hostWords({ files: 8_400, bytes: 250e6 }),
    'Fits GitHub Pages, Cloudflare (free), Cloudflare (paid), and any web server.',
  )
  assert.equal(
    hostWords({ files: 50_000, bytes: 2e9 }),
    'Fits Cloudflare (paid), and any web server. Does not fit GitHub Pages (larger than 1 GB), Cloudflare (free) (more than 20,000 files).',
  )
  assert.match(hostWords({ files: 200_000, bytes: 2e9 }), /^Fits any web server\. Does not fit GitHub Pages/)
})
