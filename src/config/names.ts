import { looksSecret } from './looks-secret.ts'
import type { ConfiguredServer } from './server.ts'

/** A part of a server that is safe to keep. */
export type Launch = Omit<ConfiguredServer, 'key' | 'dialect' | 'disabled'>

/** Tags that say which version is wanted and that are no secret. */
const TAGS = new Set(['latest', 'next', 'beta', 'alpha', 'canary', 'rc', 'dev', 'nightly', 'stable', 'main', 'edge'])
const VERSION =
  /^[\^~]?v?\d{1,6}(?:\.(?:\d{1,8}|x|\*)){0,3}(?:[-.]?(?:alpha|beta|rc|a|b|dev|post|pre|next)[.-]?\d{0,8}){0,2}$/i

/** A version or a well-known tag; undefined for anything else. */
export const versionOf = (text: string | undefined): string | undefined =>
  text !== undefined && (TAGS.has(text) || VERSION.test(text)) ? text : undefined

const NPM_NAME = /^(?:@[a-z0-9~-][a-z0-9._~-]{0,100}\/)?[a-z0-9~-][a-z0-9._~-]{0,150}$/

/** `name`, `@scope/name` and either with `@version`; undefined for a path, an address, or what looks like a secret. */
export function npmPackage(spec: string): Launch | undefined {
  const at = spec.indexOf('@', 1)
  const name = at < 0 ? spec : spec.slice(0, at)
  if (!NPM_NAME.test(name) || /^\.|\.(?:js|mjs|cjs|ts|tgz)$/.test(name) || looksSecret(name)) return undefined
  return withVersion({ kind: 'npm', package: name }, at < 0 ? undefined : spec.slice(at + 1))
}

const PYPI =
  /^([A-Za-z0-9](?:[A-Za-z0-9._-]{0,100}[A-Za-z0-9])?)(?:\[[A-Za-z0-9,._ -]{0,100}\])?(?:(?:==|~=|>=|@)\s*(\S+)| @ \S+)?$/

/** `name`, with extras and a version; undefined for a path, an address, or what looks like a secret. */
export function pypiPackage(spec: string): Launch | undefined {
  const [, name, version] = PYPI.exec(spec) ?? []
  if (name === undefined || /\.(?:py|whl)$/i.test(name) || looksSecret(name)) return undefined
  // PyPI takes a name in any case and with any of three separators.
  return withVersion({ kind: 'pypi', package: name.toLowerCase().replace(/[-_.]+/g, '-') }, version)
}

const IMAGE =
  /^((?:[a-z0-9.-]{1,100}(?::\d{1,5})?\/)?(?:[a-z0-9._-]{1,100}\/){0,6}[a-z0-9._-]{1,100})(?::([\w.-]{1,128}))?(?:@sha256:[0-9a-f]{64})?$/

/** `registry/name:tag@digest` without digest; undefined for what looks like a secret. */
export function dockerImage(spec: string): Launch | undefined {
  const [, image, tag] = IMAGE.exec(spec) ?? []
  if (image === undefined || looksSecret(image)) return undefined
  return withVersion({ kind: 'docker', image: image.replace(/^(?:docker\.io\/)?(?:library\/)?/, '') }, tag)
}

const PROGRAM = /^[A-Za-z0-9][\w.+-]{0,80}$/

/** A program by its name alone; without a name where that looks like a secret. */
export function program(name: string | undefined): Launch {
  return name !== undefined && PROGRAM.test(name) && !looksSecret(name)
    ? { kind: 'command', command: name }
    : { kind: 'command' }
}

/** The host of an address, without what stands in front of a label that looks like a secret; undefined for no address. */
export function hostOf(address: string): string | undefined {
  if (address.length > 4000 || !/^https?:\/\//i.test(address) || !URL.canParse(address)) return undefined
  const labels = new URL(address).hostname.toLowerCase().split('.')
  const secret = labels.findLastIndex((label) => looksSecret(label) || label.length > 40)
  const host = labels.slice(secret + 1).join('.')
  return host === '' || host.length > 253 ? undefined : host
}

function withVersion(launch: Launch, version: string | undefined): Launch {
  const kept = versionOf(version)
  return kept === undefined ? launch : { ...launch, version: kept }
}
