import { severities } from '../../schema/severity.ts'
import { xmlText } from '../../text/xml.ts'
import { counts } from '../counts.ts'
import type { SiteServer } from '../site.ts'
import { brand } from '../site-config.ts'

const COLOURS = { Critical: '#9c1631', High: '#a0360f', Medium: '#7d5200', Low: '#28663a' } as const
/** Widths of characters of Verdana at 11 px, which the texts are fitted to, whatever font the reader has. */
const WIDTHS: readonly [RegExp, number][] = [
  [/[ijl.,' ]/, 3.9],
  [/[frt()]/, 4.7],
  [/[0-9]/, 7],
  [/[mw]/, 9.8],
]
const OTHER_WIDTH = 6.6
const HEIGHT = 20

/** /servers/<server>/badge.svg: how many tools of a server have its worst severity. Its texts are words, for readers of any kind. */
export function serverBadge({ manifest, tools }: Pick<SiteServer, 'manifest' | 'tools'>): string {
  const tally = counts(tools).severities
  const worst = [...severities].reverse().find((severity) => tally[severity] > 0)
  const all = tools.length === 1 ? '1 tool' : `${tools.length.toLocaleString('en')} tools`
  const words =
    worst === undefined ? 'no tools' : `${tally[worst].toLocaleString('en')} ${worst.toLowerCase()} of ${all}`
  const name = brand().name.toLowerCase()
  const left = part(name)
  const right = part(words)
  const title = `${brand().name}: ${manifest.title}, ${words}`
  return `${xmlText({
    name: 'svg',
    attributes: {
      xmlns: 'http://www.w3.org/2000/svg',
      width: left.width + right.width,
      height: HEIGHT,
      role: 'img',
      'aria-label': title,
    },
    children: [
      { name: 'title', children: [title] },
      box(0, left.width, '#1c2321'),
      box(left.width, right.width, worst === undefined ? '#58625f' : COLOURS[worst]),
      label(name, left, 0),
      label(words, right, left.width),
    ],
  })}\n`
}

function part(words: string) {
  const width = (char: string) => WIDTHS.find(([chars]) => chars.test(char))?.[1] ?? OTHER_WIDTH
  const length = Math.round([...words].reduce((sum, char) => sum + width(char), 0))
  return { length, width: length + 14 }
}

const box = (x: number, width: number, fill: string) => ({
  name: 'rect',
  attributes: { x, width, height: HEIGHT, fill },
})

const label = (words: string, { length }: { length: number }, x: number) => ({
  name: 'text',
  attributes: {
    x: x + 7,
    y: 14,
    textLength: length,
    fill: '#ffffff',
    'font-family': 'Verdana, DejaVu Sans, sans-serif',
    'font-size': 11,
  },
  children: [words],
})
