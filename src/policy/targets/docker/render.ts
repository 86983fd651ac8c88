import { Document } from 'yaml'
import { escapeUnseen } from '../../core/escape.ts'
import type { LoweredRule } from '../../core/lower-rule.ts'
import { shellQuoted } from '../../core/shell-text.ts'
import type { Companion } from '../../core/snippet.ts'
import type { RenderOptions } from '../../core/target.ts'

const offered = (rules: readonly LoweredRule[]) =>
  rules.flatMap(({ rule, effect }) => (effect === 'allow' ? [rule.tool] : []))

/**
 * One command that states all that the server offers. Whatever the order of its flags, the gateway empties the list first and
 * then adds tools to it, so the result does not depend on what the profile had before; `--enable` and `--disable` alone do.
 * Source: docker/mcp-gateway 2bd20fe8, pkg/workingset/tools.go (UpdateTools), read 2026-11-21.
 */
export function renderDocker(rules: readonly LoweredRule[], { serverKey }: RenderOptions): string {
  const flags = [
    `  --disable-all ${shellQuoted(serverKey)}`,
    ...offered(rules).map((tool) => `  --enable ${shellQuoted(`${serverKey}.${tool}`)}`),
  ]
  return `${['docker mcp profile tools default', ...flags].join(' \\\n')}\n`
}

/** The same list for a gateway in legacy mode. Source: docker/mcp-gateway 2bd20fe8, pkg/config/tools.go, read 2026-11-21. */
export function legacyFile(rules: readonly LoweredRule[], { serverKey }: RenderOptions): Companion {
  const document = new Document(new Map([[serverKey, offered(rules)]]))
  return {
    file: 'tools.yaml',
    language: 'yaml',
    text: escapeUnseen(document.toString({ lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE' }), 'yaml'),
    about:
      'For a gateway in legacy mode only: docker mcp gateway run --tools-config tools.yaml. A gateway with profiles, which is the default, does not read this file.',
  }
}
