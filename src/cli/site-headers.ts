/**
 * What every answer of a host of the site carries. Pages have neither inline scripts nor inline styles; `wasm-unsafe-eval` is for
 * the search of texts.
 */
export const SITE_HEADERS: Record<string, string> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
}

/** Policies and data that a reader opens in the browser, by the ending of the file; hosts call many of them unknown. */
export const TEXT_FILES: ReadonlySet<string> = new Set(
  ['yaml', 'yml', 'toml', 'cedar', 'conf', 'csv', 'md', 'sh', 'ts', 'txt', 'ndjson'].map((one) => `.${one}`),
)
