import type { Site } from '../site.ts'
import { absolute, issues, origin, urls } from '../urls.ts'
import { newestDay } from './newest-day.ts'

/**
 * /.well-known/security.txt by RFC 9116. It demands a day on which the file expires; without a clock that is a year after the newest
 * snapshot, so that a site that nobody builds any more says so. Undefined without a snapshot.
 */
export function securityText(site: Pick<Site, 'servers'>): string | undefined {
  const newest = newestDay(site)
  if (newest === undefined) return undefined
  const lines = [
    `Contact: ${issues}`,
    `Expires: ${nextYear(newest)}T00:00:00Z`,
    'Preferred-Languages: en',
    ...(origin === '' ? [] : [`Canonical: ${absolute(urls.securityText())}`]),
  ]
  return `${lines.join('\n')}\n`
}

/** The same day of the next year; the last of February for a leap day. */
function nextYear(day: string): string {
  const [year = '', ...rest] = day.split('-')
  const same = rest.join('-')
  return `${String(Number(year) + 1).padStart(4, '0')}-${same === '02-29' ? '02-28' : same}`
}
