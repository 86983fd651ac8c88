import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

/** A real headless Chromium; the one that comes through npm, or the one that POLICYBOOK_CHROMIUM names. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env['POLICYBOOK_CHROMIUM'] ?? (await chromium.executablePath())
  // Not the package's own arguments: they run everything in one process, which ends with the first page that is closed.
  return playwright.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'], headless: true })
}
