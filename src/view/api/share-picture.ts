import { severities } from '../../schema/severity.ts'
import { type XmlElement, xmlText } from '../../text/xml.ts'
import { counts } from '../counts.ts'
import type { SiteTool } from '../site.ts'
import { brand } from '../site-config.ts'

const WIDTH = 1200
const HEIGHT = 630
const LEFT = 80
const SPACE = WIDTH - 2 * LEFT
// The light palette of src/styles/tokens.css: a picture has no dark mode.
const INK = '#1c2321'
const QUIET = '#58625f'
const COLOURS = { Critical: '#9c1631', High: '#a0360f', Medium: '#7d5200', Low: '#28663a' } as const
/** How wide a bold character of Inter is, at most on average, in parts of its height. */
const BOLD = 0.62
/** The letters that the font has; others would be drawn as boxes. */
const DRAWN = /^[\u0020-\u007e\u00a0-\u024f\u2010-\u2026]+$/

/** What a picture says. */
export interface Picture {
  title: string
  /** Used where the font has no letters for the title. */
  id: string
  about: string
  tools: readonly SiteTool[]
}

/** The picture that other sites show beside a link, as SVG: a title, what is behind it, and how many tools have each severity. */
export function sharePicture({ title, id, about, tools }: Picture): string {
  const name = DRAWN.test(title) ? title : id
  const size = Math.max(48, Math.min(104, Math.floor(SPACE / (BOLD * Math.max(1, name.length)))))
  const most = Math.floor(SPACE / (BOLD * size))
  const { total, severities: tally } = counts(tools)
  const words = [...severities].reverse().filter((severity) => tally[severity] > 0)
  return xmlText({
    name: 'svg',
    attributes: { xmlns: 'http://www.w3.org/2000/svg', width: WIDTH, height: HEIGHT },
    children: [
      box(0, 0, WIDTH, HEIGHT, '#fdfdfb'),
      box(0, 0, 16, HEIGHT, '#1d5c50'),
      text(brand().name, 96, 30, '#1d5c50', 700),
      text(name.length > most ? `${name.slice(0, most - 1)}…` : name, 262, size, INK, 700),
      text(about, 326, 38, QUIET, 400),
      ...bar(words, tally, total),
      ...legend(words, tally),
    ],
  })
}

type Tally = Record<(typeof severities)[number], number>

function bar(words: readonly (typeof severities)[number][], tally: Tally, total: number): XmlElement[] {
  let x = LEFT
  return words.map((severity) => {
    const width = Math.round((SPACE * tally[severity]) / total)
    const part = box(x, 410, width, 44, COLOURS[severity])
    x += width
    return part
  })
}

const legend = (words: readonly (typeof severities)[number][], tally: Tally): XmlElement[] =>
  words.flatMap((severity, index) => {
    const x = LEFT + index * (SPACE / 4)
    return [
      box(x, 508, 22, 22, COLOURS[severity]),
      text(`${tally[severity].toLocaleString('en')} ${severity.toLowerCase()}`, 530, 32, INK, 400, x + 36),
    ]
  })

const box = (x: number, y: number, width: number, height: number, fill: string): XmlElement => ({
  name: 'rect',
  attributes: { x, y, width, height, fill },
})

const text = (words: string, y: number, size: number, fill: string, weight: number, x = LEFT): XmlElement => ({
  name: 'text',
  attributes: { x, y, fill, 'font-family': 'Inter', 'font-size': size, 'font-weight': weight },
  children: [words],
})
