/** What a host of static files takes. */
interface HostLimit {
  host: string
  files?: number
  /** Of the whole site, in bytes. */
  bytes?: number
}

/**
 * Limits as the hosts published them in November 2026: developers.cloudflare.com/workers/static-assets/ (files of one version, by
 * plan) and docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits (a published site).
 */
const LIMITS: readonly HostLimit[] = [
  { host: 'GitHub Pages', bytes: 1e9 },
  { host: 'Cloudflare (free)', files: 20_000 },
  { host: 'Cloudflare (paid)', files: 100_000 },
]

/**
 * Which hosts take a site, in one line: "Fits GitHub Pages, Cloudflare (free). Too many files for …".
 * @param size files as a count, bytes of all of them.
 */
export function hostWords({ files, bytes }: { files: number; bytes: number }): string {
  const over = ({ files: mostFiles = Infinity, bytes: mostBytes = Infinity }: HostLimit) =>
    files > mostFiles
      ? `more than ${mostFiles.toLocaleString('en')} files`
      : bytes > mostBytes
        ? `larger than ${(mostBytes / 1e9).toLocaleString('en')} GB`
        : undefined
  const fits = LIMITS.filter((limit) => over(limit) === undefined).map(({ host }) => host)
  const not = LIMITS.flatMap((limit) => {
    const why = over(limit)
    return why === undefined ? [] : [`${limit.host} (${why})`]
  })
  return [
    ...(fits.length > 0 ? [`Fits ${fits.join(', ')}, and any web server.`] : ['Fits any web server.']),
    ...(not.length > 0 ? [`Does not fit ${not.join(', ')}.`] : []),
  ].join(' ')
}
