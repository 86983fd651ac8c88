import type { Content } from '../catalogue/read-content.ts'
import { describeEffect } from '../policy/core/describe-effect.ts'
import type { Snippet } from '../policy/core/snippet.ts'
import type { Target } from '../policy/core/target.ts'
import type { Rule } from '../schema/rule.ts'
import { type CodeLine, highlight } from './highlight.ts'
import { type PageProof, pageProof } from './proof.ts'
import type { SiteTool } from './site.ts'

/** One snippet ready to print. */
export interface PageSnippet {
  /** Part of the ids of its elements. */
  id: string
  /** Id of the target. */
  target: string
  label: string
  file: string
  about: string
  /** Lines that are not shown, because the file is so long that it is only downloaded. */
  more: number
  lines: CodeLine[]
  summary: string
  points: string[]
  limitations: string[]
  minimumVersion: string
  /** What checked it. */
  proof: PageProof
  /** Files that belong to the snippet, each with its download. */
  companions: { file: string; about: string; lines: CodeLine[]; download: string }[]
  /** The snippet as a `data:` address, so that it can be saved without a second file. */
  download: string
}

// A policy for hundreds of tools is a file to download, not a text to read.
const MAX_SHOWN_CHARS = 12_000
const MAX_SHOWN_LINES = 60

// Only what a browser drops or reads as something else is encoded (WHATWG URL, opaque paths): a page has dozens of these.
const dataAddress = (text: string) =>
  `data:text/plain;charset=utf-8,${text.toWellFormed().replace(/[\u0000-\u001f\u007f%#"?]/g, encodeURIComponent)}`

async function companion({ file, about, language, text }: NonNullable<Snippet['companions']>[number]) {
  return { file, about, lines: await highlight(text, language), download: dataAddress(text) }
}

/** The snippet of one tool's rule, which leaves other tools as they were. */
export function ruleSnippet(
  target: Target,
  rule: Rule,
  { tool, server }: Pick<SiteTool, 'tool' | 'server'>,
  checks: Pick<Content, 'verified' | 'cases'>,
): Promise<PageSnippet> {
  const snippet = target.render([rule], {
    defaultEffect: 'allow',
    serverKey: server.id,
    tools: new Map([[tool.name, tool]]),
  })
  return pageSnippet(snippet, describeEffect(rule, snippet), checks)
}

/** A snippet with its highlighted lines and its download. */
export async function pageSnippet(
  snippet: Snippet,
  { summary, points }: { summary: string; points: string[] },
  checks: Pick<Content, 'verified' | 'cases'>,
): Promise<PageSnippet> {
  const { text, target, file } = snippet
  const { label, about, minimumVersion, language } = target
  const cut = text.length > MAX_SHOWN_CHARS
  const shown = cut ? text.split('\n').slice(0, MAX_SHOWN_LINES).join('\n') : text
  return {
    id: target.id,
    target: target.id,
    label,
    about,
    file,
    more: cut ? text.split('\n').length - MAX_SHOWN_LINES : 0,
    lines: await highlight(shown, language),
    summary,
    points,
    proof: pageProof(target, checks),
    companions: cut ? [] : await Promise.all((snippet.companions ?? []).map(companion)),
    limitations: snippet.limitations.map(({ what }) => what),
    minimumVersion,
    download: dataAddress(text),
  }
}
